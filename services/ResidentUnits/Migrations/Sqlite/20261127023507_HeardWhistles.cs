using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.ResidentUnits.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class HeardWhistles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "HeardWhistles",
                columns: table => new
                {
                    WhistleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    IsOver = table.Column<bool>(type: "INTEGER", nullable: false),
                    Changes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeardWhistles", x => x.WhistleId);
                });

            // What was called or closed before this version counts as heard.
            migrationBuilder.Sql(
                """
                INSERT INTO "HeardWhistles" ("WhistleId", "Round", "IsOver", "Changes")
                SELECT "WhistleId", MAX("Round"), FALSE, 1 FROM "OpenCalls" GROUP BY "WhistleId"
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO "HeardWhistles" ("WhistleId", "Round", "IsOver", "Changes")
                SELECT "WhistleId", MAX("Round"), TRUE, 1 FROM "Closings" WHERE TRUE GROUP BY "WhistleId"
                ON CONFLICT DO NOTHING
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HeardWhistles");
        }
    }
}
