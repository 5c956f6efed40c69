using System.Text.Json.Nodes;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Receives the user of a sign-in that goes on in pages: tokens come later, for a code.</summary>
internal sealed class HostedSignIn
{
    public UserRecord? User { get; private set; }

    public AuthenticationResultType Admit(UserRecord user)
    {
        User = user;
        return new AuthenticationResultType();
    }
}

/// <summary>Where a sign-in in pages stands: the user is in, or a challenge waits, in the API's own words.</summary>
internal sealed record HostedStep(UserRecord? User, string? Challenge, IReadOnlyDictionary<string, string> Parameters, string? Session);

/// <summary>Sign-in for the pages: the same steps as through the API.</summary>
internal sealed partial class CognitoService
{
    public async ValueTask<HostedStep> HostedBeginAsync(CallContext call, PoolRecord pool, UserPoolClientType client, string username, string password)
    {
        var hosted = new HostedSignIn();
        var parameters = new Dictionary<string, string> { ["USERNAME"] = username, ["PASSWORD"] = password };
        return Step(hosted, await BeginAsync(call, "USER_PASSWORD_AUTH", new AuthCall(pool, ForPages(client), parameters, null, Hosted: hosted)));
    }

    public async ValueTask<HostedStep> HostedAnswerAsync(
        CallContext call, PoolRecord pool, UserPoolClientType client, string challenge, string? session, IReadOnlyDictionary<string, string> answers)
    {
        var hosted = new HostedSignIn();
        return Step(hosted, await AnswerAsync(call, challenge, session, new AuthCall(pool, ForPages(client), answers, null, Hosted: hosted)));
    }

    /// <summary>Signs in somebody whom a provider has vouched for, and makes the user at the first time.</summary>
    public async ValueTask<UserRecord> HostedFederateAsync(CallContext call, PoolRecord pool, UserPoolClientType client, ProviderRecord provider, string subject, IReadOnlyDictionary<string, string> claims)
    {
        var link = new TripleKey(pool.Id, provider.Name, subject);
        var known = await ReadAsync(call, tx => FederatedUsers.LinkedAsync(tx, link));
        if (known is var (_, enabled) && !enabled.Enabled) throw CognitoFaults.Disabled();
        var draft = FederatedUsers.Merge(pool, provider, subject, known?.User, claims, Ids.NewGuid().ToString("D"), call.Now);
        if (known is null)
        {
            var verdict = await PreSignUpAsync(call, pool, client.ClientId, draft, "PreSignUp_ExternalProvider", null, null);
            draft = draft with { Attributes = verdict.Attributes(draft) };
        }
        var user = await WriteAsync(
            call,
            async tx =>
            {
                if (await FederatedUsers.LinkedAsync(tx, link) is var (key, current))
                {
                    var changed = current with { Attributes = Kept(current, draft), Modified = call.Now };
                    await CognitoTables.Users.PutAsync(tx, key, changed);
                    return changed;
                }
                var fresh = Users.Key(pool, draft);
                if (await CognitoTables.Users.GetAsync(tx, fresh) is not null) throw new UsernameExistsException("User already exists");
                await CognitoTables.Users.PutAsync(tx, fresh, draft);
                HostedTables.Links.Put(tx, link, new LinkRecord { FoldedUsername = fresh.Second, Sub = draft.Sub });
                return draft;
            });
        if (known is null) await PostConfirmationAsync(call, pool, client.ClientId, user, "PostConfirmation_ConfirmSignUp", null);
        else await PostAuthenticationAsync(call, pool, client, user);
        return user;
    }

    // Another sign-in may have linked more in between.
    private static Dictionary<string, string> Kept(UserRecord current, UserRecord draft)
    {
        var attributes = new Dictionary<string, string>(draft.Attributes);
        if (current.Attribute(ExternalIdentities.Attribute) is { } identities) attributes[ExternalIdentities.Attribute] = identities;
        return attributes;
    }

    private async ValueTask PostAuthenticationAsync(CallContext call, PoolRecord pool, UserPoolClientType client, UserRecord user)
    {
        if (pool.Pool.LambdaConfig?.PostAuthentication is not { } function) return;
        var request = new JsonObject { ["userAttributes"] = TriggerCalls.Attributes(user), ["newDeviceUsed"] = false };
        await triggers.CallAsync(call, pool, ("PostAuthentication", function), "PostAuthentication_Authentication", client.ClientId, user.Username, request, []);
    }

    // AWS: the pages sign in whatever flows a client has for the API, prove no secret, and never tell who is there.
    private static UserPoolClientType ForPages(UserPoolClientType client) =>
        client with { ClientSecret = null, ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH"], PreventUserExistenceErrors = "ENABLED" };

    private static HostedStep Step(HostedSignIn hosted, AuthStep step) => new(hosted.User, step.Challenge, step.Parameters ?? NoParameters, step.Session);
}
