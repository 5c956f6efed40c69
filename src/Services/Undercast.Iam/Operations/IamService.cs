using System.Text;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>The operations; partials by what they are about. Rules first, then one transaction.</summary>
internal sealed partial class IamService(IStore store, PolicyAuthorizer authorizer, LastUses uses, IEnumerable<IServiceModule> modules) : IIam
{
    private const int DefaultPage = 100;

    private ValueTask<T> ReadAsync<T>(CallContext call, Func<IReadTransaction, ValueTask<T>> body) => store.ReadAsync(body, call.Cancelled);

    /// <summary>Every change gives the account a new epoch: whatever was remembered of its principals is void.</summary>
    private ValueTask<T> ChangeAsync<T>(CallContext call, Func<IWriteTransaction, ValueTask<T>> body)
    {
        var epoch = new EpochRecord(Ids.NewInt64());
        return store.WriteAsync(
            async tx =>
            {
                var result = await body(tx);
                IamTables.Epochs.Put(tx, new AccountKey(call.Account), epoch);
                return result;
            },
            call.Cancelled);
    }

    private async ValueTask ChangeAsync(CallContext call, Func<IWriteTransaction, ValueTask> body) =>
        await ChangeAsync(
            call,
            async tx =>
            {
                await body(tx);
                return true;
            });

    private static async ValueTask<EntityRecord> FindAsync(IReadTransaction tx, CallContext call, string kind, string name) =>
        await IamTables.Entities.GetAsync(tx, EntityKey.Of(call.Account, kind, name)) ?? throw IamFaults.Missing(kind, name);

    private static ValueTask PutAsync(IWriteTransaction tx, CallContext call, string kind, EntityRecord entity) =>
        IamTables.Entities.PutAsync(tx, EntityKey.Of(call.Account, kind, entity.Name), entity);

    /// <summary>Reads an entity, changes it, stores it.</summary>
    private ValueTask<EntityRecord> UpdateAsync(CallContext call, string kind, string name, Func<IWriteTransaction, EntityRecord, ValueTask<EntityRecord>> change) => ChangeAsync(
        call,
        async tx =>
        {
            var entity = await change(tx, await FindAsync(tx, call, kind, name));
            await PutAsync(tx, call, kind, entity);
            return entity;
        });

    private ValueTask<EntityRecord> UpdateAsync(CallContext call, string kind, string name, Func<EntityRecord, EntityRecord> change) =>
        UpdateAsync(call, kind, name, (_, entity) => new ValueTask<EntityRecord>(change(entity)));

    /// <summary>Makes an entity whose name is free.</summary>
    private ValueTask<EntityRecord> CreateAsync(CallContext call, string kind, EntityRecord entity) => ChangeAsync(
        call,
        async tx =>
        {
            var key = EntityKey.Of(call.Account, kind, entity.Name);
            if (await IamTables.Entities.ExistsAsync(tx, key)) throw IamFaults.Exists(kind, entity.Name);
            if (entity.Boundary is { } boundary)
            {
                await RequireAttachableAsync(tx, call, boundary);
                IamTables.Attachments.Put(tx, new AttachmentKey(call.Account, boundary, AttachmentKey.Boundary, kind, key.FoldedName), new EmptyRecord());
            }
            await IamTables.Entities.PutAsync(tx, key, entity);
            return entity;
        });

    /// <summary>The entities of a kind under a path, in the order of their names.</summary>
    private async ValueTask<(IReadOnlyList<EntityRecord> Rows, string? Marker)> ListAsync(
        CallContext call, string kind, string? pathPrefix, string? marker, int? maxItems, Func<EntityRecord, bool>? where = null)
    {
        var rows = await ReadAsync(call, tx => IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, kind)));
        return Page(rows.Select(r => r.Record).Where(e => e.Path.StartsWith(pathPrefix ?? "/", StringComparison.Ordinal) && where?.Invoke(e) != false), e => e.Name.ToLowerInvariant(), marker, maxItems);
    }

    /// <summary>A page of what is in the order of its names.</summary>
    private static (IReadOnlyList<T> Rows, string? Marker) Page<T>(IEnumerable<T> all, Func<T, string> name, string? marker, int? maxItems)
    {
        var most = maxItems ?? DefaultPage;
        if (marker is not null)
        {
            var bytes = new byte[marker.Length];
            if (!Convert.TryFromBase64String(marker, bytes, out var length)) throw IamFaults.Validation("Invalid Marker.");
            var last = Encoding.UTF8.GetString(bytes, 0, length);
            all = all.Where(one => string.CompareOrdinal(name(one), last) > 0);
        }
        var rows = all.Take(most + 1).ToList();
        if (rows.Count <= most) return (rows, null);
        rows.RemoveAt(most);
        return (rows, Convert.ToBase64String(Encoding.UTF8.GetBytes(name(rows[^1]))));
    }

    // AWS: documents travel percent-encoded (RFC 3986).
    private static string Encoded(string document) => Uri.EscapeDataString(document);

    private static AttachedPermissionsBoundary? Boundary(EntityRecord entity) =>
        entity.Boundary is { } arn ? new AttachedPermissionsBoundary { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = arn } : null;

    // AWS: unique ids are a prefix for the kind and 17 characters.
    private static string NewId(string prefix) => prefix + Ids.NewBase32(17);
}
