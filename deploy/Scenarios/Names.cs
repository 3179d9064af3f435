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

    public static readonly (string Name, string[] Skills)[] Units =
    [
        ("示例社区卫生服务中心", ["accompany", "first-aid", "health"]),
        ("示例物业服务公司", ["repair", "safety-patrol", "tidy"]),
        ("示例小学", ["teach", "culture"]),
        ("示例律师事务所", ["legal-aid", "mediate"]),
        ("示例超市", ["deliver", "tidy"]),
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
