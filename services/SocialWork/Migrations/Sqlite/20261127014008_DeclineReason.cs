using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.SocialWork.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeclineReason : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Declined",
                table: "Invitations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Declined",
                table: "Engagements",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Declined",
                table: "Invitations");

            migrationBuilder.DropColumn(
                name: "Declined",
                table: "Engagements");
        }
    }
}
