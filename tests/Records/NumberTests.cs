using FiveSocieties.Records;

namespace FiveSocieties.Tests.Records;

public sealed class NumberTests
{
    [Theory]
    [InlineData("11010519491231002X", "11010519491231002X")]
    [InlineData("440524188001010014", "440524188001010014")]
    [InlineData(" 110105 19491231 002x ", "11010519491231002X")]
    [InlineData("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X")]
    public void An_identity_number_is_known_however_written(string text, string number)
    {
        Assert.True(IdentityNumber.TryParse(text, out var parsed));
        Assert.Equal(number, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("110105194912310021")]
    [InlineData("11010519491231002")]
    [InlineData("11010519491231002XX")]
    [InlineData("X1010519491231002X")]
    [InlineData("٤٤٠٥٢٤١٨٨٠٠١٠١٠٠١٤")]
    public void A_wrong_identity_number_is_refused(string? text) => Assert.False(IdentityNumber.IsValid(text));

    [Theory]
    [InlineData("19490230")]
    [InlineData("19491301")]
    [InlineData("00000101")]
    public void A_birth_date_must_exist(string date)
    {
        var valid = "0123456789X".Where(check => IdentityNumber.IsValid($"110105{date}002{check}"));
        Assert.Empty(valid);
    }

    [Fact]
    public void Each_identity_number_has_one_check_character()
    {
        for (var sequence = 0; sequence < 1000; sequence++)
            Assert.Single("0123456789X", check => IdentityNumber.IsValid($"11010519491231{sequence:000}{check}"));
    }

    [Theory]
    [InlineData("91350100M000100Y43", "91350100M000100Y43")]
    [InlineData("91350100-m000100y-43", "91350100M000100Y43")]
    public void A_credit_code_is_known_however_written(string text, string code)
    {
        Assert.True(CreditCode.TryParse(text, out var parsed));
        Assert.Equal(code, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100I000100Y43")]
    [InlineData("91350100M00010OY43")]
    public void A_wrong_credit_code_is_refused(string? text) => Assert.False(CreditCode.IsValid(text));

    [Theory]
    [InlineData("13800000001", "13800000001")]
    [InlineData("+86 138-0000-0001", "13800000001")]
    [InlineData("008613800000001", "13800000001")]
    [InlineData("＋８６ １３８０００００００１", "13800000001")]
    [InlineData("010-62345678", "01062345678")]
    [InlineData("(0755) 8234 5678", "075582345678")]
    [InlineData("+86 755 8234 5678", "075582345678")]
    [InlineData("+86 10 6234 5678", "01062345678")]
    [InlineData("0891-6345678", "08916345678")]
    public void A_telephone_number_is_known_however_written(string text, string number)
    {
        Assert.True(PhoneNumber.TryParse(text, out var parsed));
        Assert.Equal(number, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12800000001")]
    [InlineData("1380000000")]
    [InlineData("138000000011")]
    [InlineData("62345678")]
    [InlineData("010-1234567")]
    [InlineData("+1 212 555 0100")]
    [InlineData("13800000001 ext. 2")]
    public void A_wrong_telephone_number_is_refused(string? text) => Assert.False(PhoneNumber.IsValid(text));
}
