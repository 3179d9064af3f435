using FiveSocieties.Records;
using static FiveSocieties.Tests.Records.HostWithKeys;

namespace FiveSocieties.Tests.Records;

public sealed class PersonRefTests
{
    [Theory]
    [InlineData("11010519491231002X", " １１０１０５ 19491231-002ｘ")]
    [InlineData("13800000001", "+86 138 0000 0001")]
    [InlineData("13800000001", "0086-13800000001")]
    [InlineData("01062345678", "+86 (10) 6234-5678")]
    public void One_number_gives_one_reference_however_written(string one, string other)
    {
        using var host = Build();
        Assert.Equal(host.Get<PersonRef>().Of(one), host.Get<PersonRef>().Of(other));
    }

    [Fact]
    public void Two_numbers_and_two_installations_give_different_references()
    {
        using var host = Build();
        using var elsewhere = Build();
        var reference = host.Get<PersonRef>().Of("13800000001");
        Assert.NotEqual(reference, host.Get<PersonRef>().Of("13800000002"));
        Assert.NotEqual(reference, elsewhere.Get<PersonRef>().Of("13800000001"));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", reference);
    }

    [Fact]
    public void What_is_no_number_is_refused_without_repeating_it()
    {
        using var host = Build();
        var refused = Assert.Throws<ArgumentException>(() => host.Get<PersonRef>().Of("Wang Fang"));
        Assert.DoesNotContain("Wang", refused.Message);
    }
}
