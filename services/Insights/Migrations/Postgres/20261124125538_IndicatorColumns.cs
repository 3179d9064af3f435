using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Insights.Migrations.Postgres
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Code",
                table: "Events",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Due",
                table: "Events",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "InvitationId",
                table: "Events",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MicroGridId",
                table: "Events",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "Events",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Urgency",
                table: "Events",
                type: "text",
                nullable: true);

            // What was logged before is read out of its body; from here on the row is written with it.
            migrationBuilder.Sql(
                """
                UPDATE "Events" SET
                    "Round" = ("Body"::jsonb ->> 'round')::integer,
                    "Urgency" = "Body"::jsonb ->> 'urgency',
                    "MicroGridId" = ("Body"::jsonb ->> 'microGridId')::uuid,
                    "InvitationId" = ("Body"::jsonb ->> 'invitationId')::uuid,
                    "Code" = CASE "Type"
                        WHEN 'WhistleRaised' THEN "Body"::jsonb ->> 'class'
                        WHEN 'WhistleClosed' THEN "Body"::jsonb ->> 'code' END,
                    "Amount" = CASE "Type"
                        WHEN 'LinkageFormed' THEN jsonb_array_length("Body"::jsonb -> 'societies')
                        WHEN 'EngagementFinished' THEN ("Body"::jsonb ->> 'minutes')::bigint
                        WHEN 'PointsCredited' THEN ("Body"::jsonb ->> 'amount')::bigint END,
                    "Due" = CASE "Type" WHEN 'WhistleBlown' THEN
                        (extract(epoch FROM ("Body"::jsonb ->> 'respondBy')::timestamptz) * 10000000)::bigint
                        + 621355968000000000 END
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
