using FiveSocieties.Engagements;
using FiveSocieties.Records;
using FiveSocieties.ResourceMatching;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FiveSocieties.ResidentUnits;

/// <summary>Gives an accepted helper's society the contact to go to, and remembers that it did.</summary>
public sealed class ContactService(ResidentUnitsDb db, PersonalData personal)
    : ResidentContacts.ResidentContactsBase
{
    public override async Task<ResidentContact> Get(ContactRequest request, ServerCallContext context)
    {
        if (!Guid.TryParse(request.ResidentId, out var id) || !Guid.TryParse(request.EngagementId, out var engagement))
            throw new RpcException(new(StatusCode.InvalidArgument, "An id is not a UUID."));
        var resident = await db.Residents.SingleOrDefaultAsync(x => x.Id == id, context.CancellationToken)
            ?? throw new RpcException(new(StatusCode.NotFound, "There is no such resident."));

        db.Add(new ReadReceipt(id, "contact", $"engagement {engagement}", request.Reader, db.Now));
        await db.SaveChangesAsync(context.CancellationToken);
        var known = ResidentForm.Of(resident, personal);
        return new() { Name = known.Name, Phone = known.Phone, Address = known.Address };
    }
}
