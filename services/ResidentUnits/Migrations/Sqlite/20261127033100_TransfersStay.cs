using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.ResidentUnits.Migrations.Sqlite
{
    /// <summary>
    /// The database itself refuses to change a transfer. A migration that makes the table anew (SQLite) must end with
    /// these triggers again: <c>BankTests</c> says so.
    /// </summary>
    public partial class TransfersStay : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var change in (string[])["UPDATE", "DELETE"])
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER "Transfers_no_{change}" BEFORE {change} ON "Transfers"
                    BEGIN SELECT RAISE(ABORT, 'A transfer is never changed.'); END;
                    """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "Transfers_no_UPDATE"; DROP TRIGGER "Transfers_no_DELETE";""");
        }
    }
}
