using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.Tests.Messaging.North;

public class NorthDb(DbContextOptions options) : VillageDb(options);

public sealed class NorthSqlite(DbContextOptions<NorthSqlite> options) : NorthDb(options);

public sealed class NorthPostgres(DbContextOptions<NorthPostgres> options) : NorthDb(options);
