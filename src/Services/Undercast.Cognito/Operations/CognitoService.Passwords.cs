using Undercast.Kernel;

namespace Undercast.Cognito;

internal sealed partial class CognitoService
{
    public async ValueTask<AdminSetUserPasswordOutput> AdminSetUserPassword(AdminSetUserPasswordInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        PasswordRules.Check(pool, input.Password);
        var (_, found) = await ReadAsync(call, tx => Users.FindAsync(tx, pool, input.Username)) ?? throw CognitoFaults.NoUser();
        var secret = PasswordRules.Set(pool, found, input.Password);
        var isPermanent = input.Permanent == true;
        DateTimeOffset? until = isPermanent ? null : call.Now + TimeSpan.FromDays(PasswordRules.PolicyOf(pool).TemporaryPasswordValidityDays ?? 7);
        await ChangeUserAsync(call, pool.Id, input.Username, (_, _, user) => new ValueTask<UserRecord>(
            user with { Salt = secret.Salt, Verifier = secret.Verifier, Passwords = secret.Passwords, TemporaryUntil = until, Status = isPermanent ? UserStatus.Confirmed : UserStatus.ForceChangePassword, Failures = 0, LockedUntil = null }));
        return new AdminSetUserPasswordOutput();
    }

    public async ValueTask<AdminResetUserPasswordOutput> AdminResetUserPassword(AdminResetUserPasswordInput input, CallContext call)
    {
        var pool = await PoolAsync(call, input.UserPoolId);
        var (_, found) = await ReadAsync(call, tx => Users.FindAsync(tx, pool, input.Username)) ?? throw CognitoFaults.NoUser();
        if (!found.Enabled) throw CognitoFaults.Disabled();
        if (found.Status is UserStatus.ForceChangePassword) throw new NotAuthorizedException("User password cannot be reset in the current state.");
        var delivery = Delivery.ForRecovery(pool, found) ?? throw NothingVerified();
        var message = await PrepareCodeAsync(call, pool, found, delivery, CodePurpose.Password, "CustomMessage_ForgotPassword", null, input.ClientMetadata);
        await ChangeUserAsync(call, pool.Id, input.Username, async (tx, _, user) =>
        {
            await message.PutAsync(tx);
            return user with { Status = UserStatus.ResetRequired };
        });
        Announce(message);
        return new AdminResetUserPasswordOutput();
    }

    public async ValueTask<ForgotPasswordOutput> ForgotPassword(ForgotPasswordInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        ClientRules.CheckSecret(client, input.SecretHash, input.Username);
        var hidden = ClientRules.HidesUsers(client);
        await MigratedAsync(call, new AuthCall(pool, client, NoParameters, input.ClientMetadata), input.Username, null);
        if (await ReadAsync(call, tx => Users.FindAsync(tx, pool, input.Username)) is not var (_, user))
            return hidden ? new ForgotPasswordOutput { CodeDeliveryDetails = FakeDelivery(pool, input.Username) } : throw CognitoFaults.NoCombination();
        if (!user.Enabled) throw hidden ? CognitoFaults.WrongPassword() : CognitoFaults.Disabled();
        if (user.Status is UserStatus.ForceChangePassword or UserStatus.External) throw new NotAuthorizedException("User password cannot be reset in the current state.");
        var delivery = Delivery.ForRecovery(pool, user) ?? throw NothingVerified();
        await SendAsync(call, await PrepareCodeAsync(call, pool, user, delivery, CodePurpose.Password, "CustomMessage_ForgotPassword", client.ClientId, input.ClientMetadata));
        await RecordAsync(call, pool, user, "ForgotPassword", true);
        return new ForgotPasswordOutput { CodeDeliveryDetails = delivery.Details };
    }

    public async ValueTask<ConfirmForgotPasswordOutput> ConfirmForgotPassword(ConfirmForgotPasswordInput input, CallContext call)
    {
        var (pool, client) = await ClientAsync(call, input.ClientId);
        ClientRules.CheckSecret(client, input.SecretHash, input.Username);
        if (await ReadAsync(call, tx => Users.FindAsync(tx, pool, input.Username)) is not var (key, found)) throw ClientRules.HidesUsers(client) ? CognitoFaults.OldCode() : CognitoFaults.NoCombination();
        PasswordRules.Check(pool, input.Password);
        var secret = PasswordRules.Set(pool, found, input.Password);
        var (changed, refusal) = await WriteAsync<(UserRecord?, AwsException?)>(
            call,
            async tx =>
            {
                if (await CognitoTables.Users.GetAsync(tx, key) is not { } user || user.Sub != found.Sub) return (null, CognitoFaults.OldCode());
                var (code, wrong) = await TakeCodeAsync(tx, pool, user, CodePurpose.Password, input.ConfirmationCode, call.Now);
                if (code is null) return (null, wrong);
                var next = user with
                {
                    Salt = secret.Salt,
                    Verifier = secret.Verifier,
                    Passwords = secret.Passwords,
                    TemporaryUntil = null,
                    Failures = 0,
                    LockedUntil = null,
                    Modified = call.Now,
                    Status = UserStatus.Confirmed,
                };
                await CognitoTables.Users.PutAsync(tx, key, next);
                return (next, null);
            });
        if (refusal is not null) throw refusal;
        await PostConfirmationAsync(call, pool, client.ClientId, changed!, "PostConfirmation_ConfirmForgotPassword", input.ClientMetadata);
        return new ConfirmForgotPasswordOutput();
    }

    public async ValueTask<ChangePasswordOutput> ChangePassword(ChangePasswordInput input, CallContext call)
    {
        var (pool, client, user) = await HolderAsync(call, input.AccessToken);
        if (string.IsNullOrEmpty(input.PreviousPassword)) throw CognitoFaults.WrongPassword();
        await ProvenAsync(call, new AuthCall(pool, client, NoParameters, null, IsSignIn: false), user.Username, known => PasswordRules.Matches(pool, known, input.PreviousPassword));
        PasswordRules.Check(pool, input.ProposedPassword);
        var secret = PasswordRules.Set(pool, user, input.ProposedPassword);
        await ChangeSelfAsync(call, pool, user, (_, current) => new ValueTask<UserRecord>(current with { Salt = secret.Salt, Verifier = secret.Verifier, Passwords = secret.Passwords }));
        await RecordAsync(call, pool, user, "PasswordChange", true);
        return new ChangePasswordOutput();
    }

    private static InvalidParameterException NothingVerified() => CognitoFaults.Invalid("Cannot reset password for the user as there is no registered/verified email or phone_number");
}
