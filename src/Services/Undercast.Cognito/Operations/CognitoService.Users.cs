using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    public async ValueTask<AdminCreateUserOutput> AdminCreateUser(AdminCreateUserInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        if (input.MessageAction == "RESEND") return await ResendInvitationAsync(input, pool, call);
        var password = input.TemporaryPassword ?? PasswordRules.Generate(pool);
        if (input.TemporaryPassword is not null) PasswordRules.Check(pool, password);
        var user = await DraftAsync(call, pool, null, input.Username, input.UserAttributes, UserStatus.ForceChangePassword);
        // AWS: who can sign in with a code alone needs no temporary password.
        var isWithout = input.TemporaryPassword is null && PoolRules.TakesCodes(pool) && (user.Attribute("email_verified") == "true" || user.Attribute("phone_number_verified") == "true");
        user = isWithout
            ? user with { Status = UserStatus.Confirmed }
            : PasswordRules.Set(pool, user, password) with { TemporaryUntil = call.Now + TimeSpan.FromDays(PasswordRules.PolicyOf(pool).TemporaryPasswordValidityDays ?? 7) };
        var verdict = await PreSignUpAsync(call, pool, null, user, "PreSignUp_AdminCreateUser", input.ValidationData, input.ClientMetadata);
        user = user with { Attributes = verdict.Attributes(user) };
        var invitation = input.MessageAction == "SUPPRESS" || isWithout ? null : await PrepareInvitationAsync(input, call, pool, user, password);
        await WriteAsync(
            call,
            async tx =>
            {
                await PutNewAsync(tx, pool, user, input.ForceAliasCreation == true);
                if (invitation is not null) await invitation.PutAsync(tx);
                return true;
            });
        if (invitation is not null) Announce(invitation);
        return new AdminCreateUserOutput { User = Show(user) };
    }

    private async ValueTask<AdminCreateUserOutput> ResendInvitationAsync(AdminCreateUserInput input, PoolRecord pool, CallContext call)
    {
        var password = input.TemporaryPassword ?? PasswordRules.Generate(pool);
        if (input.TemporaryPassword is not null) PasswordRules.Check(pool, password);
        var (_, found) = await ReadAsync(call, tx => Users.FindAsync(tx, pool, input.Username)) ?? throw CognitoFaults.NoUser();
        if (found.Status != UserStatus.ForceChangePassword) throw new UnsupportedUserStateException($"Resend not possible. {found.Username} status is not FORCE_CHANGE_PASSWORD");
        var invitation = await PrepareInvitationAsync(input, call, pool, found, password);
        var changed = PasswordRules.Set(pool, found, password);
        var until = call.Now + TimeSpan.FromDays(PasswordRules.PolicyOf(pool).TemporaryPasswordValidityDays ?? 7);
        var user = await ChangeUserAsync(call, pool.Id, input.Username, async (tx, _, user) =>
        {
            if (invitation is not null) await invitation.PutAsync(tx);
            return user with { Salt = changed.Salt, Verifier = changed.Verifier, TemporaryUntil = until };
        });
        if (invitation is not null) Announce(invitation);
        return new AdminCreateUserOutput { User = Show(user) };
    }

    private async ValueTask<Prepared?> PrepareInvitationAsync(AdminCreateUserInput input, CallContext call, PoolRecord pool, UserRecord user, string password)
    {
        // AWS: an invitation goes by SMS unless another medium is wished for.
        var delivery = input.DesiredDeliveryMediums?.Contains("EMAIL") == true ? Delivery.To(user, "email") : Delivery.To(user, "phone_number");
        delivery ??= input.DesiredDeliveryMediums is null ? Delivery.To(user, "email") : null;
        if (delivery is null) return null;
        const string source = "CustomMessage_AdminCreateUser";
        var (subject, body) = await CustomMessageAsync(call, pool, user, delivery, password, source, null, input.ClientMetadata, delivery.ComposeInvitation(pool, user.Username, password));
        return Prepare(call, pool, user, delivery, default, null, subject, body, password, source);
    }

    /// <summary>A user as it would be, held against the pool's rules.</summary>
    internal static ValueTask<UserRecord> DraftAsync(CallContext call, PoolRecord pool, UserPoolClientType? client, string name, IReadOnlyList<AttributeType>? given, string status)
    {
        var nameIs = PoolRules.CheckUsername(pool, name);
        var all = given?.ToList() ?? [];
        // AWS: in a pool whose users sign in by email or phone that is the attribute, and the username is the sub.
        if (nameIs is not null && all.All(a => a.Name != nameIs)) all.Add(new AttributeType { Name = nameIs, Value = name });
        var sub = Ids.NewGuid().ToString("D");
        return new ValueTask<UserRecord>(new UserRecord
        {
            Username = nameIs is null ? name : sub,
            Sub = sub,
            Status = status,
            Created = call.Now,
            Modified = call.Now,
            Attributes = SchemaRules.Apply(pool, all, client, null),
        });
    }

    /// <summary>Stores a new user whose name and aliases are free.</summary>
    internal static async ValueTask PutNewAsync(IWriteTransaction tx, PoolRecord pool, UserRecord user, bool takeAliases)
    {
        if (await Users.FindAsync(tx, pool, user.Username) is not null) throw new UsernameExistsException("User already exists");
        foreach (var attribute in pool.Pool.UsernameAttributes ?? [])
        {
            if (user.Attribute(attribute) is { } value && await Users.HolderAsync(tx, pool, attribute, value) is not null)
                throw new UsernameExistsException(attribute == "email" ? "An account with the given email already exists." : "An account with the given phone_number already exists.");
        }
        await TakeAliasesAsync(tx, pool, user, takeAliases);
        await CognitoTables.Users.PutAsync(tx, Users.Key(pool, user), user);
    }

    /// <summary>Makes verified addresses the user's own: they belong to nobody else, or are taken from whom they belonged to.</summary>
    private static async ValueTask TakeAliasesAsync(IWriteTransaction tx, PoolRecord pool, UserRecord user, bool take)
    {
        foreach (var attribute in pool.Pool.AliasAttributes ?? [])
        {
            if (user.Attribute(attribute) is not { } value) continue;
            if (attribute != "preferred_username" && user.Attribute(attribute + "_verified") != "true") continue;
            if (await Users.HolderAsync(tx, pool, attribute, value) is not var (key, other) || other.Sub == user.Sub) continue;
            if (!take || attribute == "preferred_username") throw new AliasExistsException($"An account with the given {attribute} already exists.");
            var attributes = new Dictionary<string, string>(other.Attributes) { [attribute + "_verified"] = "false" };
            await CognitoTables.Users.PutAsync(tx, key, other with { Attributes = attributes });
        }
    }

    public ValueTask<AdminGetUserOutput> AdminGetUser(AdminGetUserInput input, CallContext call) => ReadAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            var (_, user) = await Users.FindAsync(tx, pool, input.Username) ?? throw CognitoFaults.NoUser();
            return new AdminGetUserOutput
            {
                Username = user.Username,
                UserAttributes = Attributes(user),
                UserCreateDate = user.Created,
                UserLastModifiedDate = user.Modified,
                Enabled = user.Enabled,
                UserStatus = user.Status,
                MFAOptions = MfaOptions(user),
                PreferredMfaSetting = user.PreferredFactor,
                UserMFASettingList = FactorRules.Shown(pool, user),
            };
        });

    public async ValueTask AdminDeleteUser(AdminDeleteUserInput input, CallContext call) => await WriteAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, input.UserPoolId);
            var (_, user) = await Users.FindAsync(tx, pool, input.Username) ?? throw CognitoFaults.NoUser();
            await Users.RemoveAsync(tx, pool, user);
            return true;
        });

    public async ValueTask<AdminDisableUserOutput> AdminDisableUser(AdminDisableUserInput input, CallContext call)
    {
        await ChangeUserAsync(call, input.UserPoolId, input.Username, async (tx, pool, user) =>
        {
            await Users.SignOutAsync(tx, pool, user);
            return user with { Enabled = false, SignedOut = call.Now };
        });
        return new AdminDisableUserOutput();
    }

    public async ValueTask<AdminEnableUserOutput> AdminEnableUser(AdminEnableUserInput input, CallContext call)
    {
        await ChangeUserAsync(call, input.UserPoolId, input.Username, (_, _, user) => new ValueTask<UserRecord>(user with { Enabled = true }));
        return new AdminEnableUserOutput();
    }

    public async ValueTask<AdminUpdateUserAttributesOutput> AdminUpdateUserAttributes(AdminUpdateUserAttributesInput input, CallContext call)
    {
        await ChangeUserAsync(call, input.UserPoolId, input.Username, (tx, pool, user) => WithAttributesAsync(tx, pool, null, user, input.UserAttributes));
        return new AdminUpdateUserAttributesOutput();
    }

    public async ValueTask<AdminDeleteUserAttributesOutput> AdminDeleteUserAttributes(AdminDeleteUserAttributesInput input, CallContext call)
    {
        await ChangeUserAsync(call, input.UserPoolId, input.Username, (_, pool, user) => new ValueTask<UserRecord>(Without(pool, user, input.UserAttributeNames)));
        return new AdminDeleteUserAttributesOutput();
    }

    /// <summary>The user with changed attributes. A changed address is no longer verified, unless the same change says so.</summary>
    private static async ValueTask<UserRecord> WithAttributesAsync(IWriteTransaction tx, PoolRecord pool, UserPoolClientType? client, UserRecord user, IReadOnlyList<AttributeType> given)
    {
        var attributes = SchemaRules.Apply(pool, given, client, user.Attributes);
        foreach (var address in (ReadOnlySpan<string>)["email", "phone_number"])
        {
            var flag = address + "_verified";
            if (attributes.GetValueOrDefault(address) != user.Attribute(address) && given.All(a => a.Name != flag) && attributes.ContainsKey(flag)) attributes[flag] = "false";
        }
        var changed = user with { Attributes = attributes };
        await RequireFreeAsync(tx, pool, changed);
        await TakeAliasesAsync(tx, pool, changed, take: false);
        return changed;
    }

    /// <summary>Refuses an address that somebody else signs in with.</summary>
    private static async ValueTask RequireFreeAsync(IReadTransaction tx, PoolRecord pool, UserRecord user)
    {
        foreach (var attribute in pool.Pool.UsernameAttributes ?? [])
        {
            if (user.Attribute(attribute) is { } value && await Users.HolderAsync(tx, pool, attribute, value) is var (_, other) && other.Sub != user.Sub)
                throw new AliasExistsException($"An account with the given {attribute} already exists.");
        }
    }

    private static UserRecord Without(PoolRecord pool, UserRecord user, IReadOnlyList<string> names)
    {
        var attributes = new Dictionary<string, string>(user.Attributes);
        foreach (var name in names)
        {
            var schema = pool.Pool.SchemaAttributes!.FirstOrDefault(s => s.Name == name) ?? throw CognitoFaults.Invalid($"user.{name}: Attribute does not exist in the schema.\n");
            if (schema.Required == true) throw CognitoFaults.Invalid($"user.{name}: Attribute is required and cannot be deleted.\n");
            attributes.Remove(name);
            if (name is "email" or "phone_number") attributes.Remove(name + "_verified");
        }
        return user with { Attributes = attributes };
    }

    /// <summary>Reads a user of the caller's pool, changes it, stores it.</summary>
    private ValueTask<UserRecord> ChangeUserAsync(CallContext call, string poolId, string username, Func<IWriteTransaction, PoolRecord, UserRecord, ValueTask<UserRecord>> change) => WriteAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, poolId);
            var (key, user) = await Users.FindAsync(tx, pool, username) ?? throw CognitoFaults.NoUser();
            var changed = await change(tx, pool, user) with { Modified = call.Now };
            await CognitoTables.Users.PutAsync(tx, key, changed);
            return changed;
        });

    private static IReadOnlyList<AttributeType> Attributes(UserRecord user) =>
        [.. user.Attributes.Select(a => new AttributeType { Name = a.Key, Value = a.Value }), new AttributeType { Name = "sub", Value = user.Sub }];

    private static UserType Show(UserRecord user) => new()
    {
        Username = user.Username,
        Attributes = Attributes(user),
        UserCreateDate = user.Created,
        UserLastModifiedDate = user.Modified,
        Enabled = user.Enabled,
        UserStatus = user.Status,
    };
}
