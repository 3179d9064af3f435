using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Community.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EveryMove : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ClosedAt",
                table: "Whistles",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Deferral",
                table: "Whistles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DuplicateOf",
                table: "Whistles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherBody",
                table: "Whistles",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Pause",
                table: "Whistles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Reopenings",
                table: "Whistles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ServedBy",
                table: "Whistles",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateIndex(
                name: "IX_Whistles_MicroGridId_Class_Id",
                table: "Whistles",
                columns: new[] { "MicroGridId", "Class", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Whistles_MicroGridId_Class_Id",
                table: "Whistles");

            migrationBuilder.DropColumn(
                name: "ClosedAt",
                table: "Whistles");

            migrationBuilder.DropColumn(
                name: "Deferral",
                table: "Whistles");

            migrationBuilder.DropColumn(
                name: "DuplicateOf",
                table: "Whistles");

            migrationBuilder.DropColumn(
                name: "OtherBody",
                table: "Whistles");

            migrationBuilder.DropColumn(
                name: "Pause",
                table: "Whistles");

            migrationBuilder.DropColumn(
                name: "Reopenings",
                table: "Whistles");

            migrationBuilder.DropColumn(
                name: "ServedBy",
                table: "Whistles");
        }
    }
}
