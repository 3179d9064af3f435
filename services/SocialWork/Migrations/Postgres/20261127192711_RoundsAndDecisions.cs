using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.SocialWork.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RoundsAndDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PolicyVersion",
                table: "Proposal",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Decisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Community = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    LinkageId = table.Column<Guid>(type: "uuid", nullable: false),
                    WhistleId = table.Column<Guid>(type: "uuid", nullable: false),
                    LineId = table.Column<Guid>(type: "uuid", nullable: false),
                    ResourceId = table.Column<Guid>(type: "uuid", nullable: false),
                    Slot = table.Column<int>(type: "integer", nullable: false),
                    PolicyVersion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Verdict = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    InsteadId = table.Column<Guid>(type: "uuid", nullable: true),
                    By = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Decisions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Rounds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Subdistrict = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    PolicyVersion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Linkages = table.Column<int>(type: "integer", nullable: false),
                    Lines = table.Column<int>(type: "integer", nullable: false),
                    Pressing = table.Column<int>(type: "integer", nullable: false),
                    General = table.Column<int>(type: "integer", nullable: false),
                    Complex = table.Column<int>(type: "integer", nullable: false),
                    Unserved = table.Column<int>(type: "integer", nullable: false),
                    Cost = table.Column<long>(type: "bigint", nullable: false),
                    Gap = table.Column<long>(type: "bigint", nullable: false),
                    Milliseconds = table.Column<double>(type: "double precision", nullable: false),
                    LoadBefore = table.Column<double>(type: "double precision", nullable: false),
                    LoadAfter = table.Column<double>(type: "double precision", nullable: false),
                    ServiceBefore = table.Column<double>(type: "double precision", nullable: false),
                    ServiceAfter = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rounds", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Linkages_Subdistrict_StartedAt",
                table: "Linkages",
                columns: new[] { "Subdistrict", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_Community_PolicyVersion_Verdict_Reason",
                table: "Decisions",
                columns: new[] { "Community", "PolicyVersion", "Verdict", "Reason" });

            migrationBuilder.CreateIndex(
                name: "IX_Decisions_WhistleId",
                table: "Decisions",
                column: "WhistleId");

            migrationBuilder.CreateIndex(
                name: "IX_Rounds_Subdistrict_Id",
                table: "Rounds",
                columns: new[] { "Subdistrict", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Decisions");

            migrationBuilder.DropTable(
                name: "Rounds");

            migrationBuilder.DropIndex(
                name: "IX_Linkages_Subdistrict_StartedAt",
                table: "Linkages");

            migrationBuilder.DropColumn(
                name: "PolicyVersion",
                table: "Proposal");
        }
    }
}
