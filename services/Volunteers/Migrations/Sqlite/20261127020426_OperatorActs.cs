using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Volunteers.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OperatorActs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Community",
                table: "ParkedDeliveries",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "OccurredAt",
                table: "ParkedDeliveries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "ParkedDeliveries",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "OperatorActs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Who = table.Column<string>(type: "TEXT", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false),
                    Act = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OperatorActs", x => x.Id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OperatorActs");

            migrationBuilder.DropColumn(
                name: "Community",
                table: "ParkedDeliveries");

            migrationBuilder.DropColumn(
                name: "OccurredAt",
                table: "ParkedDeliveries");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "ParkedDeliveries");
        }
    }
}
