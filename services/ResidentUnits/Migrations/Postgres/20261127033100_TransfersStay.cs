using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.ResidentUnits.Migrations.Postgres
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
            migrationBuilder.Sql(
                """
                CREATE FUNCTION transfers_stay() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'A transfer is never changed.'; END $$;
                CREATE TRIGGER transfers_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON "Transfers"
                EXECUTE FUNCTION transfers_stay();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP TRIGGER transfers_stay ON "Transfers";
                DROP FUNCTION transfers_stay();
                """);
        }
    }
}
