using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.SocialWork.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TakenBack : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TakenBack",
                table: "Invitations",
                type: "TEXT",
                maxLength: 40,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TakenBack",
                table: "Invitations");
        }
    }
}
