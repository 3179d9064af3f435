using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Messaging.South;

public class SouthDb(DbContextOptions options) : VillageDb(options);

public sealed class SouthSqlite(DbContextOptions<SouthSqlite> options) : SouthDb(options);

public sealed class SouthPostgres(DbContextOptions<SouthPostgres> options) : SouthDb(options);
