using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace FiveSocieties.Scenarios;

/// <summary>What invented communities, people and units are called. Whoever is called so in life is not meant.</summary>
internal static class Names
{
    public const string Ordinals = "一二三四五六七八九";

    /// <summary>One for each micro-grid.</summary>
    public static readonly string[] Places =
        ["梧桐苑", "桂花里", "银杏巷", "海棠湾", "望江楼", "竹园", "锦绣坊", "东篱", "南塘", "松风", "学府", "河滨"];

    public static readonly string[] Agencies = ["同心社会工作服务中心(示例)", "暖阳社会工作服务中心(示例)"];

    /// <summary>What many people can do.</summary>
    public static readonly string[] Common =
    [
        "accompany", "visit", "repair", "teach", "first-aid", "safety-patrol", "culture", "legal-aid", "deliver",
        "tidy", "haircut", "mediate",
    ];

    /// <summary>What their people can do, and what else they give.</summary>
    public static readonly (string Name, string[] Skills, OfferedThing[] Things)[] Units =
    [
        ("示例社区卫生服务中心", ["accompany", "first-aid", "health"],
            [new("Service", "health-check", "上门体检", 4), new("Goods", "wheelchair", "可借轮椅", 6)]),
        ("示例物业服务公司", ["repair", "safety-patrol", "tidy"], [new("Venue", "courtyard", "中心庭院", 120)]),
        ("示例小学", ["teach", "culture"],
            [new("Venue", "hall", "多功能厅", 200), new("Venue", "hall", "音乐教室", 40)]),
        ("示例律师事务所", ["legal-aid", "mediate"], [new("Venue", "meeting-room", "调解室", 10)]),
        ("示例超市", ["deliver", "tidy"],
            [new("Goods", "rice", "爱心大米(袋)", 50), new("Fund", "hardship-aid", "暖心基金(分)", 500_000)]),
    ];

    /// <summary>Chinese as it is written.</summary>
    public static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private const string CodeCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private const string Surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜";

    private const string Given = "安柏春丹恩芳光禾嘉康岚宁清若书田文溪晓雅怡云泽知";

    public static string Person(Random random) =>
        $"{Surnames[random.Next(Surnames.Length)]}{Given[random.Next(Given.Length)]}{Given[random.Next(Given.Length)]}";

    /// <summary>A unified social credit code with its check character (GB 32100).</summary>
    public static string CreditCode(string kind, int make, int n)
    {
        var code = $"{kind}510104MA{make:0000}{n:000}";
        var (sum, weight) = (0, 1);
        foreach (var character in code)
            (sum, weight) = (sum + (CodeCharacters.IndexOf(character) * weight), weight * 3 % 31);
        return $"{code}{CodeCharacters[(31 - (sum % 31)) % 31]}";
    }
}

/// <summary>Something that a unit gives or lends.</summary>
/// <param name="Kind">Venue, Goods, Fund or Service.</param>
/// <param name="Code">What lines ask by.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Size">Seats; pieces; fen; people served in one slot.</param>
internal sealed record OfferedThing(string Kind, string Code, string Name, long Size);
