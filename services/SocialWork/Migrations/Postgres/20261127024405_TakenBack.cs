using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.SocialWork.Migrations.Postgres
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
                type: "character varying(40)",
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
