using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int KeysPerUser = 2;

    private static User UserOf(EntityRecord u, string account, bool whole = true) => new()
    {
        Path = u.Path,
        UserName = u.Name,
        UserId = u.Id,
        Arn = u.ArnIn(account, EntityKind.User),
        CreateDate = u.Created,
        PermissionsBoundary = whole ? Boundary(u) : null,
        Tags = whole ? TagsOf(u) : null,
    };

    public async ValueTask<CreateUserOutput> CreateUser(CreateUserInput input, CallContext call)
    {
        var user = await CreateAsync(call, EntityKind.User, new EntityRecord
        {
            Name = input.UserName,
            Path = input.Path ?? "/",
            Id = NewId("AIDA"),
            Created = call.Now,
            Boundary = input.PermissionsBoundary,
            Tags = Merged(null, input.Tags),
        });
        return new CreateUserOutput { User = UserOf(user, call.Account) };
    }

    public async ValueTask<GetUserOutput> GetUser(GetUserInput input, CallContext call)
    {
        if (input.UserName is null && call.Caller.Kind == PrincipalKind.Root)
        {
            // AWS: the account itself has no name and the account's number for an id.
            return new GetUserOutput { User = new User { Path = "/", UserName = "root", UserId = call.Account, Arn = call.Caller.Arn, CreateDate = DateTimeOffset.UnixEpoch } };
        }
        var user = await ReadAsync(call, tx => FindAsync(tx, call, EntityKind.User, UserNameOf(input.UserName, call)));
        return new GetUserOutput { User = UserOf(user, call.Account) };
    }

    /// <summary>The name, or the caller's own.</summary>
    private static string UserNameOf(string? name, CallContext call)
    {
        if (name is not null) return name;
        if (call.Caller.Kind != PrincipalKind.User) throw IamFaults.Validation("Must specify userName when calling with non-User credentials");
        return Arns.NameOf(call.Caller.Arn);
    }

    public async ValueTask<ListUsersOutput> ListUsers(ListUsersInput input, CallContext call)
    {
        var (rows, marker) = await ListAsync(call, EntityKind.User, input.PathPrefix, input.Marker, input.MaxItems);
        return new ListUsersOutput { Users = [.. rows.Select(u => UserOf(u, call.Account, whole: false))], IsTruncated = marker is not null, Marker = marker };
    }

    public async ValueTask UpdateUser(UpdateUserInput input, CallContext call) => await ChangeAsync(
        call,
        async tx =>
        {
            var user = await FindAsync(tx, call, EntityKind.User, input.UserName);
            await RenameAsync(tx, call, EntityKind.User, user, input.NewUserName, input.NewPath);
            if (input.NewUserName is not { } name) return;
            foreach (var group in user.Groups ?? [])
            {
                IamTables.Members.Delete(tx, Member(call, group, user.Name));
                IamTables.Members.Put(tx, Member(call, group, name), new EmptyRecord());
            }
            foreach (var key in await KeysOfAsync(tx, call, user)) await IamTables.AccessKeys.PutAsync(tx, key.Key, key.Record with { UserName = name });
            foreach (var device in await DevicesAsync(tx, call, user.Id)) await PutAsync(tx, call, EntityKind.Mfa, device with { Mfa = device.Mfa! with { UserName = name } });
        });

    /// <summary>Moves an entity with its attachments to another name or path.</summary>
    private static async ValueTask RenameAsync(IWriteTransaction tx, CallContext call, string kind, EntityRecord entity, string? name, string? path)
    {
        var renamed = entity with { Name = name ?? entity.Name, Path = path ?? entity.Path };
        var (from, to) = (EntityKey.Of(call.Account, kind, entity.Name), EntityKey.Of(call.Account, kind, renamed.Name));
        if (from != to)
        {
            if (await IamTables.Entities.ExistsAsync(tx, to)) throw IamFaults.Exists(kind, renamed.Name);
            foreach (var arn in entity.AttachedList) Move(arn, AttachmentKey.Permissions);
            if (entity.Boundary is { } boundary) Move(boundary, AttachmentKey.Boundary);
            await IamTables.Entities.DeleteAsync(tx, from);
        }
        await IamTables.Entities.PutAsync(tx, to, renamed);

        void Move(string arn, string usage)
        {
            IamTables.Attachments.Delete(tx, new AttachmentKey(call.Account, arn, usage, kind, from.FoldedName));
            IamTables.Attachments.Put(tx, new AttachmentKey(call.Account, arn, usage, kind, to.FoldedName), new EmptyRecord());
        }
    }

    public ValueTask DeleteUser(DeleteUserInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var user = await FindAsync(tx, call, EntityKind.User, input.UserName);
            if (user.Groups is { Count: > 0 }) throw IamFaults.Conflict("remove users from group");
            if ((await KeysOfAsync(tx, call, user)).Count > 0) throw IamFaults.Conflict("delete access keys");
            if (user.Login is not null) throw IamFaults.Conflict("delete login profile");
            if ((await DevicesAsync(tx, call, user.Id)).Count > 0) throw IamFaults.Conflict("delete MFA device");
            await DeleteAsync(tx, call, EntityKind.User, user);
        });

    /// <summary>Removes an entity that nothing is attached to.</summary>
    private static async ValueTask DeleteAsync(IWriteTransaction tx, CallContext call, string kind, EntityRecord entity)
    {
        if (entity.AttachedList.Count > 0) throw IamFaults.Conflict("detach all policies");
        if (entity.InlineMap.Count > 0) throw IamFaults.Conflict("delete policies");
        var key = EntityKey.Of(call.Account, kind, entity.Name);
        if (entity.Boundary is { } boundary) IamTables.Attachments.Delete(tx, new AttachmentKey(call.Account, boundary, AttachmentKey.Boundary, kind, key.FoldedName));
        await IamTables.Entities.DeleteAsync(tx, key);
    }

    public async ValueTask<CreateAccessKeyOutput> CreateAccessKey(CreateAccessKeyInput input, CallContext call)
    {
        var name = UserNameOf(input.UserName, call);
        var id = "AKIA" + call.NewIds.Base32(16);
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30));
        var record = await ChangeAsync(
            call,
            async tx =>
            {
                var user = await FindAsync(tx, call, EntityKind.User, name);
                if ((await KeysOfAsync(tx, call, user)).Count(k => k.Key.AccessKeyId != id) >= KeysPerUser) throw IamFaults.Quota("AccessKeysPerUser", KeysPerUser);
                var fresh = new AccessKeyRecord { Account = call.Account, UserId = user.Id, UserName = user.Name, Secret = secret, Created = call.Now };
                IamTables.AccessKeys.PutFresh(tx, new AccessKeyKey(id), fresh);
                return fresh;
            });
        return new CreateAccessKeyOutput
        {
            AccessKey = new AccessKey { UserName = record.UserName, AccessKeyId = id, Status = "Active", SecretAccessKey = secret, CreateDate = call.Now },
        };
    }

    private static async ValueTask<IReadOnlyList<IndexRow<OwnerKey, AccessKeyKey, AccessKeyRecord>>> KeysOfAsync(IReadTransaction tx, CallContext call, EntityRecord user) =>
        await IamTables.AccessKeysByOwner.RangeAsync(tx, IamTables.AccessKeysByOwner.Prefix(call.Account, user.Id));

    public async ValueTask<ListAccessKeysOutput> ListAccessKeys(ListAccessKeysInput input, CallContext call)
    {
        var keys = await ReadAsync(call, async tx => await KeysOfAsync(tx, call, await FindAsync(tx, call, EntityKind.User, UserNameOf(input.UserName, call))));
        var (rows, marker) = Page(keys, k => k.Key.AccessKeyId, input.Marker, input.MaxItems);
        return new ListAccessKeysOutput
        {
            AccessKeyMetadata = [.. rows.Select(k => new AccessKeyMetadata
            {
                UserName = k.Record.UserName, AccessKeyId = k.Key.AccessKeyId, Status = k.Record.Active ? "Active" : "Inactive", CreateDate = k.Record.Created,
            })],
            IsTruncated = marker is not null,
            Marker = marker,
        };
    }

    public ValueTask UpdateAccessKey(UpdateAccessKeyInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var (key, record) = await FindKeyAsync(tx, call, input.UserName, input.AccessKeyId);
            await IamTables.AccessKeys.PutAsync(tx, key, record with { Active = input.Status == "Active" });
        });

    public ValueTask DeleteAccessKey(DeleteAccessKeyInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var (key, _) = await FindKeyAsync(tx, call, input.UserName, input.AccessKeyId);
            await IamTables.AccessKeys.DeleteAsync(tx, key);
        });

    private static async ValueTask<(AccessKeyKey Key, AccessKeyRecord Record)> FindKeyAsync(IReadTransaction tx, CallContext call, string? userName, string accessKeyId)
    {
        // AWS: a caller of the account itself need not name the user, since the key tells.
        var user = userName is null && call.Caller.Kind == PrincipalKind.Root ? null : await FindAsync(tx, call, EntityKind.User, UserNameOf(userName, call));
        var key = new AccessKeyKey(accessKeyId);
        var record = await IamTables.AccessKeys.GetAsync(tx, key);
        if (record is null || record.Account != call.Account || (user is not null && record.UserId != user.Id))
            throw new NoSuchEntityException($"The Access Key with id {accessKeyId} cannot be found.");
        return (key, record);
    }
}
