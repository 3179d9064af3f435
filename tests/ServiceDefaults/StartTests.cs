using FiveSocieties.ServiceDefaults;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace FiveSocieties.Tests.ServiceDefaults;

/// <summary>What is missing is one sentence and exit code 1, also while the process is being built.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData("Identity:ClientSecret is not set: give the secret with which services ask each other.",
        "--Services:Other=http://127.0.0.1:9")]
    [InlineData("Services:Other is not set: give the gRPC address of that service, such as http://host:port.",
        "--Identity:ClientSecret=secret")]
    [InlineData("Services:Other is not an address that begins with http:// or https:// or dns://.",
        "--Identity:ClientSecret=secret", "--Services:Other=http://127.0.0.1:9,other:9")]
    public async Task A_missing_setting_is_one_sentence(string sentence, params string[] settings)
    {
        var (said, original) = (new StringWriter(), Console.Error);
        Console.SetError(said);
        try
        {
            Assert.Equal(1, await Start.Run([], _ =>
            {
                var builder = WebApplication.CreateBuilder(settings);
                builder.AddServiceDefaults();
                builder.AddServiceClient<Asked>("Other");
                return builder.Build();
            }));
        }
        finally
        {
            Console.SetError(original);
        }

        Assert.Equal(sentence, said.ToString().TrimEnd());
    }

    [Fact]
    public async Task A_bug_is_not_hidden_behind_a_sentence() => await Assert.ThrowsAsync<NotSupportedException>(() =>
        Start.Run([], _ => throw new NotSupportedException("a bug")));

    private sealed class Asked(CallInvoker invoker) : ClientBase<Asked>(invoker)
    {
        protected override Asked NewInstance(ClientBaseConfiguration configuration) => new(CallInvoker);
    }
}
