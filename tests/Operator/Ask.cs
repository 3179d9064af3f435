using FiveSocieties.Operator;

namespace FiveSocieties.Tests.Operator;

/// <summary>Asks at the desk, as the command line does.</summary>
internal static class Ask
{
    public static async Task<string> Done(params string[] order)
    {
        var (code, output, errors) = await Run(order);
        Assert.Equal((0, ""), (code, errors));
        return output;
    }

    /// <summary>The one sentence of an order that cannot be carried out.</summary>
    public static async Task<string> Refused(params string[] order)
    {
        var (code, _, errors) = await Run(order);
        Assert.Equal(1, code);
        return Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(int Code, string Output, string Errors)> Run(string[] order)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Desk.Run(order, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
