using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FiveSocieties.ResidentUnits.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Missed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Client",
                table: "Engagements",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "StartBy",
                table: "Engagements",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Urgency",
                table: "Engagements",
                type: "text",
                nullable: false,
                defaultValue: "General");

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_State_StartBy",
                table: "Engagements",
                columns: new[] { "State", "StartBy" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Engagements_State_StartBy",
                table: "Engagements");

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
