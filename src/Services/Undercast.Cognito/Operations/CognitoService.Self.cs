using System.Text.Json;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>What signed-in users do for themselves: an access token stands for the user.</summary>
internal sealed partial class CognitoService
{
    private const string UserAdmin = "aws.cognito.signin.user.admin";

    public async ValueTask<GetUserOutput> GetUser(GetUserInput input, CallContext call)
    {
        var (pool, client, user) = await HolderAsync(call, input.AccessToken);
        return new GetUserOutput
        {
            Username = user.Username,
            UserAttributes = [.. Attributes(user).Where(a => SchemaRules.MayRead(client, a.Name))],
            MFAOptions = MfaOptions(user),
            PreferredMfaSetting = user.PreferredFactor,
            UserMFASettingList = FactorRules.Shown(pool, user),
        };
    }

    public async ValueTask<UpdateUserAttributesOutput> UpdateUserAttributes(UpdateUserAttributesInput input, CallContext call)
    {
        var (pool, client, user) = await HolderAsync(call, input.AccessToken);
        var draft = SchemaRules.Apply(pool, input.UserAttributes, client, user.Attributes);
        var messages = new List<(Prepared Message, Delivery Delivery)>();
        var waiting = pool.Pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
        foreach (var attribute in pool.Pool.AutoVerifiedAttributes ?? [])
        {
            // AWS: a changed address that the pool verifies by itself gets a code.
            if (draft.GetValueOrDefault(attribute) == user.Attribute(attribute)) continue;
            if (Delivery.To(user with { Attributes = draft }, attribute) is not { } delivery) continue;
            var message = await PrepareCodeAsync(call, pool, user, delivery, CodePurpose.Attribute(attribute), "CustomMessage_UpdateUserAttribute", client.ClientId, input.ClientMetadata);
            messages.Add((waiting.Contains(attribute) ? message with { Code = message.Code! with { Pending = delivery.Destination } } : message, delivery));
        }
        await ChangeSelfAsync(call, pool, user, async (tx, current) =>
        {
            foreach (var (message, _) in messages) await message.PutAsync(tx);
            // An address that the pool wants verified first stays what it was until then.
            return await WithAttributesAsync(tx, pool, client, current, [.. input.UserAttributes.Where(a => !waiting.Contains(a.Name) || string.IsNullOrEmpty(a.Value))]);
        });
        foreach (var (message, _) in messages) Announce(message);
        return new UpdateUserAttributesOutput { CodeDeliveryDetailsList = [.. messages.Select(m => m.Delivery.Details)] };
    }

    public async ValueTask<DeleteUserAttributesOutput> DeleteUserAttributes(DeleteUserAttributesInput input, CallContext call)
    {
        var (pool, client, user) = await HolderAsync(call, input.AccessToken);
        foreach (var name in input.UserAttributeNames) SchemaRules.Apply(pool, [new AttributeType { Name = name, Value = "" }], client, user.Attributes);
        await ChangeSelfAsync(call, pool, user, (_, current) => new ValueTask<UserRecord>(Without(pool, current, input.UserAttributeNames)));
        return new DeleteUserAttributesOutput();
    }

    public async ValueTask<GetUserAttributeVerificationCodeOutput> GetUserAttributeVerificationCode(GetUserAttributeVerificationCodeInput input, CallContext call)
    {
        var (pool, client, user) = await HolderAsync(call, input.AccessToken);
        var delivery = input.AttributeName is "email" or "phone_number" ? Delivery.To(user, input.AttributeName) : throw CognitoFaults.Invalid("Invalid attribute name provided");
        if (delivery is null) throw CognitoFaults.Invalid($"User does not have attribute {input.AttributeName}.");
        await SendAsync(call, await PrepareCodeAsync(call, pool, user, delivery, CodePurpose.Attribute(delivery.Attribute), "CustomMessage_VerifyUserAttribute", client.ClientId, input.ClientMetadata));
        return new GetUserAttributeVerificationCodeOutput { CodeDeliveryDetails = delivery.Details };
    }

    public async ValueTask<VerifyUserAttributeOutput> VerifyUserAttribute(VerifyUserAttributeInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        var refusal = await WriteAsync(
            call,
            async tx =>
            {
                var (code, wrong) = await TakeCodeAsync(tx, pool, user, CodePurpose.Attribute(input.AttributeName), input.Code, call.Now);
                if (code is null) return wrong;
                var key = Users.Key(pool, user);
                if (await CognitoTables.Users.GetAsync(tx, key) is not { } current || current.Sub != user.Sub) return CognitoFaults.NoUser();
                var attributes = new Dictionary<string, string>(current.Attributes) { [code.Attribute + "_verified"] = "true" };
                if (code.Pending is not null) attributes[code.Attribute] = code.Pending;
                var changed = current with { Modified = call.Now, Attributes = attributes };
                await RequireFreeAsync(tx, pool, changed);
                await TakeAliasesAsync(tx, pool, changed, take: false);
                await CognitoTables.Users.PutAsync(tx, key, changed);
                return null;
            });
        return refusal is null ? new VerifyUserAttributeOutput() : throw refusal;
    }

    public async ValueTask DeleteUser(DeleteUserInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        await WriteAsync(
            call,
            async tx =>
            {
                if (await CognitoTables.Users.GetAsync(tx, Users.Key(pool, user)) is { } current && current.Sub == user.Sub) await Users.RemoveAsync(tx, pool, current);
                return true;
            });
    }

    public async ValueTask<GlobalSignOutOutput> GlobalSignOut(GlobalSignOutInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        await SignOutAsync(call, pool, user);
        return new GlobalSignOutOutput();
    }

    public async ValueTask<AdminUserGlobalSignOutOutput> AdminUserGlobalSignOut(AdminUserGlobalSignOutInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        var (_, user) = await ReadAsync(call, tx => Users.FindAsync(tx, pool, input.Username)) ?? throw CognitoFaults.NoUser();
        await SignOutAsync(call, pool, user);
        return new AdminUserGlobalSignOutOutput();
    }

    private async ValueTask SignOutAsync(CallContext call, PoolRecord pool, UserRecord user) => await ChangeSelfAsync(call, pool, user, async (tx, current) =>
    {
        await Users.SignOutAsync(tx, pool, current);
        return current with { SignedOut = call.Now };
    });

    public async ValueTask<RevokeTokenOutput> RevokeToken(RevokeTokenInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        ProveSecret(client, input.ClientSecret);
        if (client.EnableTokenRevocation == false) throw new UnsupportedOperationException("Revoke token is not enabled for this client");
        await tokens.RevokeAsync(call, pool, client, input.Token);
        return new RevokeTokenOutput();
    }

    public async ValueTask<GetTokensFromRefreshTokenOutput> GetTokensFromRefreshToken(GetTokensFromRefreshTokenInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        ProveSecret(client, input.ClientSecret);
        return new GetTokensFromRefreshTokenOutput { AuthenticationResult = await tokens.RefreshAsync(call, pool, client, input.RefreshToken, input.ClientMetadata, ClientRules.Rotates(client), input.DeviceKey) };
    }

    private static void ProveSecret(UserPoolClientType client, string? secret)
    {
        if (client.ClientSecret is not null && (secret is null || !ClientRules.HasSecret(client, secret))) throw new NotAuthorizedException("Invalid client secret");
    }

    /// <summary>The user for whom an access token stands, with its client and pool.</summary>
    private async ValueTask<(PoolRecord Pool, UserPoolClientType Client, UserRecord User)> HolderAsync(CallContext call, string accessToken)
    {
        if (Jwt.Peek(accessToken) is not { } peeked || Jwt.Text(peeked, "iss") is not { } issuer) throw new NotAuthorizedException("Invalid Access Token");
        var (state, claims) = await verifier.CheckAsync(issuer[(issuer.LastIndexOf('/') + 1)..], accessToken, call.Cancelled);
        switch (state)
        {
            case TokenState.Expired: throw new NotAuthorizedException("Access Token has expired");
            case TokenState.Revoked: throw new NotAuthorizedException("Access Token has been revoked");
            case TokenState.Good when IsForUsers(claims): break;
            default: throw new NotAuthorizedException("Invalid Access Token");
        }
        var (pool, client) = await ClientAsync(call, Jwt.Text(claims, "client_id")!);
        var (_, user) = await ReadAsync(call, tx => Users.FindAsync(tx, pool, Jwt.Text(claims, "sub")!)) ?? throw CognitoFaults.NoUser();
        return user.Enabled ? (pool, client, user) : throw CognitoFaults.Disabled();
    }

    private static bool IsForUsers(JsonElement claims)
    {
        if (Jwt.Text(claims, "token_use") != "access" || Jwt.Text(claims, "client_id") is null) return false;
        return Jwt.Text(claims, "scope")?.Split(' ').Contains(UserAdmin) == true ? true : throw new NotAuthorizedException("Access Token does not have required scopes");
    }

    private ValueTask<UserRecord> ChangeSelfAsync(CallContext call, PoolRecord pool, UserRecord user, Func<IWriteTransaction, UserRecord, ValueTask<UserRecord>> change) => WriteAsync(
        call,
        async tx =>
        {
            var key = Users.Key(pool, user);
            if (await CognitoTables.Users.GetAsync(tx, key) is not { } current || current.Sub != user.Sub) throw CognitoFaults.NoUser();
            var changed = await change(tx, current) with { Modified = call.Now };
            await CognitoTables.Users.PutAsync(tx, key, changed);
            return changed;
        });
}
