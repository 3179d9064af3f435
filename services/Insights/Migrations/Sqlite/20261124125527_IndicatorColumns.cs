using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Insights.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class IndicatorColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Events_Community_Type_OccurredAt",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Events_Community_Type_WhistleId",
                table: "Events");

            migrationBuilder.AddColumn<long>(
                name: "Amount",
                table: "Events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Code",
                table: "Events",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Due",
                table: "Events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "InvitationId",
                table: "Events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MicroGridId",
                table: "Events",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "Events",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Urgency",
                table: "Events",
                type: "TEXT",
                nullable: true);

            // What was logged before is read out of its body; from here on the row is written with it.
            migrationBuilder.Sql(
                """
                UPDATE "Events" SET
                    "Round" = json_extract("Body", '$.round'),
                    "Urgency" = json_extract("Body", '$.urgency'),
                    "MicroGridId" = upper(json_extract("Body", '$.microGridId')),
                    "InvitationId" = upper(json_extract("Body", '$.invitationId')),
                    "Code" = CASE "Type"
                        WHEN 'WhistleRaised' THEN json_extract("Body", '$.class')
                        WHEN 'WhistleClosed' THEN json_extract("Body", '$.code') END,
                    "Amount" = CASE "Type"
                        WHEN 'LinkageFormed' THEN json_array_length("Body", '$.societies')
                        WHEN 'EngagementFinished' THEN json_extract("Body", '$.minutes')
                        WHEN 'PointsCredited' THEN json_extract("Body", '$.amount') END,
                    "Due" = CASE "Type" WHEN 'WhistleBlown' THEN
                        CAST(strftime('%s', json_extract("Body", '$.respondBy')) AS INTEGER) * 10000000
                        + 621355968000000000
                        + CAST(round(10000000
                            * CAST(substr(json_extract("Body", '$.respondBy'), 20, 8) AS REAL)) AS INTEGER) END
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Events_Community_Type_OccurredAt_WhistleId_Code_Urgency",
                table: "Events",
                columns: new[] { "Community", "Type", "OccurredAt", "WhistleId", "Code", "Urgency" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_OfWhistles",
                table: "Events",
                columns: new[] { "Community", "Type", "WhistleId", "OccurredAt", "Round", "Version", "Code", "Amount", "Due", "InvitationId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Events_Community_Type_OccurredAt_WhistleId_Code_Urgency",
                table: "Events");

            migrationBuilder.DropIndex(
                name: "IX_Events_OfWhistles",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Amount",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Code",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Due",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "InvitationId",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "MicroGridId",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "Events");

            migrationBuilder.DropColumn(
                name: "Urgency",
                table: "Events");

            migrationBuilder.CreateIndex(
                name: "IX_Events_Community_Type_OccurredAt",
                table: "Events",
                columns: new[] { "Community", "Type", "OccurredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Events_Community_Type_WhistleId",
                table: "Events",
                columns: new[] { "Community", "Type", "WhistleId" });
        }
    }
}
