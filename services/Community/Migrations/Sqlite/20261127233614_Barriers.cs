using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Community.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Barriers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BarrierMaps",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Community = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Barriers = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BarrierMaps", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BarrierMaps_Community",
                table: "BarrierMaps",
                column: "Community",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BarrierMaps");
        }
    }
}
