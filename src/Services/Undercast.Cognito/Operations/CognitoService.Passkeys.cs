using System.Text.Json;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Passkeys: their registration by a signed-in user, and sign-in with one.</summary>
internal sealed partial class CognitoService
{
    // AWS: a user has twenty passkeys at most.
    private const int MostPasskeys = 20;

    public async ValueTask<StartWebAuthnRegistrationOutput> StartWebAuthnRegistration(StartWebAuthnRegistrationInput input, CallContext call)
    {
        var (pool, client, user) = await HolderAsync(call, input.AccessToken);
        var party = PartyOf(pool);
        var known = await PasskeysAsync(call, pool, user);
        if (known.Count >= MostPasskeys) throw new LimitExceededException("The maximum number of passkeys is registered for the user.");
        var challenge = new ChallengeRecord
        {
            PoolId = pool.Id, ClientId = client.ClientId!, Name = "WEB_AUTHN_REGISTRATION", Username = user.Username, Expires = call.Now + ClientRules.SessionLife(client), Code = WebAuthn.NewChallenge(),
        };
        await WriteAsync(
            call,
            async tx =>
            {
                await CognitoTables.Challenges.PutAsync(tx, RegistrationKey(pool, user), challenge);
                SweepJob.Schedule(tx, challenge.Expires);
                return true;
            });
        return new StartWebAuthnRegistrationOutput
        {
            CredentialCreationOptions = WebAuthn.Parse(WebAuthn.CreationOptions(pool, user, party, challenge.Code, known.Select(k => k.Key.Third)).ToJsonString()),
        };
    }

    public async ValueTask<CompleteWebAuthnRegistrationOutput> CompleteWebAuthnRegistration(CompleteWebAuthnRegistrationInput input, CallContext call)
    {
        var (pool, client, user) = await HolderAsync(call, input.AccessToken);
        var party = PartyOf(pool);
        // Used up by whatever answer comes.
        var challenge = await WriteAsync(
            call,
            async tx =>
            {
                var found = await CognitoTables.Challenges.GetAsync(tx, RegistrationKey(pool, user));
                if (found is not null) await CognitoTables.Challenges.DeleteAsync(tx, RegistrationKey(pool, user));
                return found;
            });
        if (challenge is null || challenge.Expires <= call.Now) throw new WebAuthnChallengeNotFoundException("Challenge not found.");
        if (challenge.ClientId != client.ClientId) throw new WebAuthnClientMismatchException("The access token is from a different client than the one that started the registration.");
        var (id, key) = WebAuthn.Register(pool, party, challenge.Code!, input.Credential, call.Now);
        await WriteAsync(
            call,
            async tx =>
            {
                var row = new TripleKey(pool.Id, user.Sub, id);
                if (await CognitoTables.Passkeys.ExistsAsync(tx, row)) throw CognitoFaults.Invalid("The passkey is registered already.");
                CognitoTables.Passkeys.PutFresh(tx, row, key);
                return true;
            });
        return new CompleteWebAuthnRegistrationOutput();
    }

    public async ValueTask<ListWebAuthnCredentialsOutput> ListWebAuthnCredentials(ListWebAuthnCredentialsInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        var (page, token) = Page(await PasskeysAsync(call, pool, user), k => k.Key.Third, input.MaxResults is null or 0 ? MostPasskeys : input.MaxResults, input.NextToken);
        return new ListWebAuthnCredentialsOutput
        {
            Credentials = [.. page.Select(k => new WebAuthnCredentialDescription
            {
                CredentialId = k.Key.Third,
                FriendlyCredentialName = k.Record.Name,
                RelyingPartyId = k.Record.RelyingParty,
                AuthenticatorAttachment = k.Record.Attachment,
                AuthenticatorTransports = k.Record.Transports,
                CreatedAt = k.Record.Created,
            })],
            NextToken = token,
        };
    }

    public async ValueTask<DeleteWebAuthnCredentialOutput> DeleteWebAuthnCredential(DeleteWebAuthnCredentialInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        var isGone = await WriteAsync(call, tx => CognitoTables.Passkeys.DeleteAsync(tx, new TripleKey(pool.Id, user.Sub, input.CredentialId)));
        return isGone ? new DeleteWebAuthnCredentialOutput() : throw new ResourceNotFoundException("Credential not found.");
    }

    private async ValueTask<AuthStep> AskPasskeyAsync(CallContext call, AuthCall auth, ChallengeRecord challenge, UserRecord user)
    {
        var code = WebAuthn.NewChallenge();
        var known = await PasskeysAsync(call, auth.Pool, user);
        var options = WebAuthn.RequestOptions(auth.Pool, PartyOf(auth.Pool), code, known.Select(k => k.Key.Third));
        return await AskAsync(call, auth, challenge with { Code = code }, new() { ["CREDENTIAL_REQUEST_OPTIONS"] = options.ToJsonString() }, available: challenge.Options);
    }

    private async ValueTask<AuthStep> AnswerPasskeyAsync(CallContext call, string? session, AuthCall auth)
    {
        var assertion = WebAuthn.Parse(auth.Need("CREDENTIAL"));
        var (challenge, user) = await UseAsync(call, auth, "WEB_AUTHN", session);
        if (user is null) throw CognitoFaults.WrongPassword();
        var key = new TripleKey(auth.Pool.Id, user.Sub, WebAuthn.IdOf(assertion));
        var isProven = await WriteAsync(
            call,
            async tx =>
            {
                if (await CognitoTables.Passkeys.GetAsync(tx, key) is not { } passkey || WebAuthn.Answered(auth.Pool, passkey, challenge.Code!, assertion) is not { } moved) return false;
                CognitoTables.Passkeys.Put(tx, key, moved);
                return true;
            });
        return isProven ? await AdmitAsync(call, auth, user, isEnough: true) : throw CognitoFaults.WrongPassword();
    }

    private ValueTask<IReadOnlyList<(TripleKey Key, PasskeyRecord Record)>> PasskeysAsync(CallContext call, PoolRecord pool, UserRecord user) =>
        ReadAsync(call, tx => CognitoTables.Passkeys.RangeAsync(tx, CognitoTables.Passkeys.Prefix(pool.Id, user.Sub)));

    private static string PartyOf(PoolRecord pool)
    {
        if (pool.Pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors?.Contains("WEB_AUTHN") != true) throw new WebAuthnNotEnabledException("WebAuthn is not enabled for this userpool");
        // AWS: without a relying party of its own a pool takes its domain.
        return pool.WebAuthn?.RelyingPartyId ?? pool.Pool.CustomDomain ?? throw new WebAuthnConfigurationMissingException("WebAuthn configuration is missing for this userpool");
    }

    private static IdKey RegistrationKey(PoolRecord pool, UserRecord user) => HandleKey($"passkey/{pool.Id}/{user.Sub}");
}
