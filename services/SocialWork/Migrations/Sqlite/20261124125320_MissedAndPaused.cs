using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.SocialWork.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Client",
                table: "Invitations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Client",
                table: "Engagements",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StartBy",
                table: "Engagements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Urgency",
                table: "Engagements",
                type: "TEXT",
                nullable: false,
                defaultValue: "General");

            migrationBuilder.CreateTable(
                name: "WhistleNews",
                columns: table => new
                {
                    WhistleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    IsOver = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsPaused = table.Column<bool>(type: "INTEGER", nullable: false)
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
