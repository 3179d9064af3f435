using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Insights.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Courses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Events_Community_Type_OccurredAt_WhistleId_Code_Urgency",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Events_OfWhistles",
                table: "Events");

            migrationBuilder.CreateTable(
                name: "Courses",
                columns: table => new
                {
                    WhistleId = table.Column<Guid>(type: "uuid", nullable: false),
                    FoldedBy = table.Column<int>(type: "integer", nullable: false),
                    Events = table.Column<int>(type: "integer", nullable: false),
                    Community = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    RaisedAt = table.Column<long>(type: "bigint", nullable: true),
                    Class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Urgency = table.Column<string>(type: "text", nullable: true),
                    MicroGridId = table.Column<Guid>(type: "uuid", nullable: true),
                    End = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Reopenings = table.Column<int>(type: "integer", nullable: false),
                    Escalated = table.Column<bool>(type: "boolean", nullable: false),
                    Deferred = table.Column<bool>(type: "boolean", nullable: false),
                    RespondBy = table.Column<long>(type: "bigint", nullable: true),
                    Prompt = table.Column<bool>(type: "boolean", nullable: true),
                    ToLink = table.Column<long>(type: "bigint", nullable: true),
                    ToServe = table.Column<long>(type: "bigint", nullable: true),
                    Linkages = table.Column<int>(type: "integer", nullable: false),
                    Societies = table.Column<long>(type: "bigint", nullable: false),
                    Accepted = table.Column<int>(type: "integer", nullable: false),
                    FromFurther = table.Column<int>(type: "integer", nullable: false),
                    Minutes = table.Column<long>(type: "bigint", nullable: false),
                    Points = table.Column<long>(type: "bigint", nullable: false),
                    Missing = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Courses", x => x.WhistleId);
                });

            migrationBuilder.CreateTable(
                name: "SettledDays",
                columns: table => new
                {
                    Community = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    FoldedBy = table.Column<int>(type: "integer", nullable: false),
                    IsStale = table.Column<bool>(type: "boolean", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettledDays", x => new { x.Community, x.Day });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Courses_Community_RaisedAt",
                table: "Courses",
                columns: new[] { "Community", "RaisedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Courses_Community_WhistleId",
                table: "Courses",
                columns: new[] { "Community", "WhistleId" });

            // The clock that a pause moved is read out of the body; each whistle is there at once, to be folded after.
            migrationBuilder.Sql(
                """
                UPDATE "Events" SET "Due" =
                    (extract(epoch FROM ("Body"::jsonb ->> 'respondBy')::timestamptz) * 10000000)::bigint
                    + 621355968000000000
                WHERE "Type" = 'WhistleResumed';
                INSERT INTO "Courses" ("WhistleId", "FoldedBy", "Events", "Community", "RaisedAt", "End", "Reopenings",
                    "Escalated", "Deferred", "Linkages", "Societies", "Accepted", "FromFurther", "Minutes", "Points")
                SELECT "WhistleId", 0, 0, min("Community"), min("OccurredAt"), '', 0, false, false, 0, 0, 0, 0, 0, 0
                FROM "Events" WHERE "Type" = 'WhistleRaised' GROUP BY "WhistleId";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Courses");

            migrationBuilder.DropTable(
                name: "SettledDays");

            migrationBuilder.CreateIndex(
                name: "IX_Events_Community_Type_OccurredAt_WhistleId_Code_Urgency",
                table: "Events",
                columns: new[] { "Community", "Type", "OccurredAt", "WhistleId", "Code", "Urgency" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_OfWhistles",
                table: "Events",
                columns: new[] { "Community", "Type", "WhistleId", "OccurredAt", "Round", "Version", "Code", "Amount", "Due", "InvitationId" });
        }
    }
}
