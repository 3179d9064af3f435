using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.SocialWork.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MissedAndPaused : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "PausedAt",
                table: "Linkages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Client",
                table: "Invitations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Client",
                table: "Engagements",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StartBy",
                table: "Engagements",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Urgency",
                table: "Engagements",
                type: "text",
                nullable: false,
                defaultValue: "General");

            migrationBuilder.CreateTable(
                name: "WhistleNews",
                columns: table => new
                {
                    WhistleId = table.Column<Guid>(type: "uuid", nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    IsOver = table.Column<bool>(type: "boolean", nullable: false),
                    IsPaused = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WhistleNews", x => x.WhistleId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_State_StartBy",
                table: "Engagements",
                columns: new[] { "State", "StartBy" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WhistleNews");

            migrationBuilder.DropIndex(
                name: "IX_Engagements_State_StartBy",
                table: "Engagements");

            migrationBuilder.DropColumn(
                name: "PausedAt",
                table: "Linkages");

            migrationBuilder.DropColumn(
                name: "Client",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Client",
                table: "Engagements");

            migrationBuilder.DropColumn(
                name: "StartBy",
                table: "Engagements");

            migrationBuilder.DropColumn(
                name: "Urgency",
                table: "Engagements");
        }
    }
}
