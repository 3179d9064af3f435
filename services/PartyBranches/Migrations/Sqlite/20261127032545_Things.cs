using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.PartyBranches.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Things : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "Engagements",
                type: "TEXT",
                nullable: false,
                defaultValue: "People");

            migrationBuilder.AddColumn<long>(
                name: "Quantity",
                table: "Engagements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Size",
                table: "Engagements",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "VolunteerId",
                table: "Claims",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Engagements");

            migrationBuilder.DropColumn(
                name: "Quantity",
                table: "Engagements");

            migrationBuilder.DropColumn(
                name: "Size",
                table: "Engagements");

            migrationBuilder.DropColumn(
                name: "VolunteerId",
                table: "Claims");
        }
    }
}
