using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Volunteers.Migrations.Postgres
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
                type: "text",
                nullable: false,
                defaultValue: "People");

            migrationBuilder.AddColumn<long>(
                name: "Quantity",
                table: "Engagements",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Size",
                table: "Engagements",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);
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
        }
    }
}
