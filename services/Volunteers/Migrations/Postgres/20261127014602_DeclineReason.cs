using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.Volunteers.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DeclineReason : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Declined",
                table: "Engagements",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Declined",
                table: "Engagements");
        }
    }
}
