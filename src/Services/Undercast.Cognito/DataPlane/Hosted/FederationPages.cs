using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Sends browsers to other providers and takes them in when they come back.</summary>
/// <remarks>
/// <code>
/// /oauth2/authorize?identity_provider=…  ─► a row under a secret (state, RelayState), bound to the browser ─► the provider
/// OIDC:  /oauth2/idpresponse?code&amp;state   row taken, browser the same, code redeemed, ID token verified ─► signed in
/// SAML:  POST /saml2/idpresponse          row taken, response verified, a second row ─► /saml2/finish: browser the same ─► signed in
/// </code>
/// The second step of SAML is there because a post from another site brings no cookies. A provider that may begin sign-ins itself sends the client's query instead of a secret.
/// </remarks>
internal sealed class FederationPages(IStore store, CognitoService service, Grants grants, SignInPages pages, PoolKeys keys, ExternalHttp http)
{
    public async Task BeginAsync(Visit visit, SignInRequest request, ProviderRecord provider)
    {
        var isSaml = provider.Type == "SAML";
        var pending = new ReturnRecord
        {
            PoolId = visit.Pool.Id,
            Query = request.Query,
            Browser = visit.BrowserDigest,
            Provider = provider.Name,
            Nonce = (isSaml ? "_" : "") + Visit.NewSecret(),
            Verifier = Visit.NewSecret(),
            Callback = visit.Absolute(isSaml ? "/saml2/idpresponse" : "/oauth2/idpresponse"),
            Expires = default,
        };
        try
        {
            var state = await grants.NewReturnAsync(visit, pending);
            visit.Redirect(isSaml ? await SamlUrlAsync(visit, provider, pending, state) : await new OidcProvider(http, provider).SignInUrlAsync(state, pending, visit.Call.Cancelled));
        }
        catch (FederationFault fault)
        {
            visit.Redirect(request.Fail("invalid_request", fault.Message));
        }
    }

    public async Task OidcReturnAsync(Visit visit)
    {
        if (HttpMethods.IsPost(visit.Request.Method))
        {
            // A provider that posts (Apple): by GET the browser brings its cookie.
            var form = await visit.FormAsync();
            visit.Redirect(visit.Local("/oauth2/idpresponse", "?" + Visit.Encode(("code", Text(form, "code")), ("state", Text(form, "state")), ("error", Text(form, "error")))));
            return;
        }
        if (await TakeAsync(visit, visit.Query("state"), needsBrowser: true) is not var (pending, request, provider) || provider.Type == "SAML")
        {
            await LostAsync(visit);
            return;
        }
        await SignInAsync(visit, request, provider, async () =>
        {
            if (visit.Query("error") is { Length: > 0 } error) throw new FederationFault($"{provider.Name} Error - {error}");
            if (visit.Query("code") is not { Length: > 0 } code) throw new FederationFault($"{provider.Name} gave no code");
            return await new OidcProvider(http, provider).RedeemAsync(code, pending, visit.Call.Now, visit.Call.Cancelled);
        });
    }

    public async Task SamlReturnAsync(Visit visit)
    {
        var form = await visit.FormAsync();
        if (Text(form, "RelayState") is { } state && Text(form, "SAMLResponse") is { } response)
        {
            if (await TakeAsync(visit, state, needsBrowser: false) is ({ } pending, var asked, { Type: "SAML" } provider))
            {
                await AnswerAsync(visit, asked, provider, response, pending.Callback!, pending.Nonce!, async user =>
                {
                    var ticket = await grants.NewReturnAsync(visit, pending with { User = Grants.Now(visit, user) });
                    visit.Redirect(visit.Local("/saml2/finish", "?" + Visit.Encode(("ticket", ticket))));
                });
                return;
            }
            if (await UnaskedAsync(visit, state) is var (request, initiator))
            {
                await AnswerAsync(visit, request, initiator, response, visit.Absolute("/saml2/idpresponse"), "", user => pages.CompleteAsync(visit, request, Grants.Now(visit, user)));
                return;
            }
        }
        await LostAsync(visit);
    }

    private async ValueTask AnswerAsync(Visit visit, SignInRequest request, ProviderRecord provider, string response, string recipient, string requestId, Func<UserRecord, ValueTask> finish)
    {
        try
        {
            var metadata = await MetadataAsync(provider, visit.Call.Cancelled);
            var identity = SamlResponse.Verify(response, metadata, new SamlExpectation(EntityId(visit), recipient, requestId, visit.Call.Now));
            if (!await IsFirstUseAsync(visit, provider, identity)) throw new FederationFault("Invalid samlResponse or relayState from identity provider: it has been used");
            // AWS: a mapping may name another attribute than NameID as the user's name.
            var subject = ProviderRules.SubjectOf(provider) is { } attribute ? identity.Claims.GetValueOrDefault(attribute) ?? throw new FederationFault($"{provider.Name} does not tell who the user is") : identity.Subject;
            await finish(await service.HostedFederateAsync(visit.Call, visit.Pool, request.Client, provider, subject, identity.Claims));
        }
        catch (FederationFault fault)
        {
            visit.Redirect(request.Fail("server_error", $"Error in SAML response processing: {fault.Message}"));
        }
        catch (AwsException e)
        {
            visit.Redirect(request.Fail("server_error", $"Error in SAML response processing: {e.Message}"));
        }
    }

    /// <summary>A sign-in that the provider has begun, where it may: its state is the query by which a client would have. AWS: the settings of the provider must say so, since such a sign-in is bound to no browser.</summary>
    private async ValueTask<(SignInRequest Request, ProviderRecord Provider)?> UnaskedAsync(Visit visit, string state)
    {
        if (!state.Contains("client_id=", StringComparison.Ordinal)) return null;
        var query = new QueryCollection(QueryHelpers.ParseQuery(state));
        var (client, provider) = await store.ReadAsync(
            async tx => (await CognitoTables.Clients.GetAsync(tx, new IdKey(query["client_id"].ToString())), await HostedTables.Providers.GetAsync(tx, new PairKey(visit.Pool.Id, query["identity_provider"].ToString()))), visit.Call.Cancelled);
        if (client?.Client.UserPoolId != visit.Pool.Id || provider is not { Type: "SAML" } || provider.Detail("IDPInit") != "true" || !SignInPages.Providers(client.Client).Contains(provider.Name)) return null;
        return SignInRequest.Read(query, client.Client).Request is { } request ? (request, provider) : null;
    }

    public async Task SamlFinishAsync(Visit visit)
    {
        if (await TakeAsync(visit, visit.Query("ticket"), needsBrowser: true) is ({ User: { } user }, var request, _)) await pages.CompleteAsync(visit, request, user);
        else await LostAsync(visit);
    }

    private async ValueTask SignInAsync(Visit visit, SignInRequest request, ProviderRecord provider, Func<ValueTask<(string Subject, Dictionary<string, string> Claims)>> prove)
    {
        UserRecord user;
        try
        {
            var (subject, claims) = await prove();
            user = await service.HostedFederateAsync(visit.Call, visit.Pool, request.Client, provider, subject, claims);
        }
        catch (FederationFault fault)
        {
            visit.Redirect(request.Fail("invalid_request", fault.Message));
            return;
        }
        catch (AwsException e)
        {
            visit.Redirect(request.Fail("invalid_request", e.Message));
            return;
        }
        await pages.CompleteAsync(visit, request, Grants.Now(visit, user));
    }

    /// <summary>What the browser left with, once; with the client's request and the provider as they are now.</summary>
    private async ValueTask<(ReturnRecord Pending, SignInRequest Request, ProviderRecord Provider)?> TakeAsync(Visit visit, string secret, bool needsBrowser)
    {
        if (secret.Length == 0 || await grants.TakeReturnAsync(visit, secret) is not { Provider: { } name } pending) return null;
        // Somebody else's sign-in, sent to this browser, would sign it in as them.
        if (needsBrowser && !(visit.HasBrowser && pending.Browser.AsSpan().SequenceEqual(visit.BrowserDigest))) return null;
        var query = new QueryCollection(QueryHelpers.ParseQuery(pending.Query));
        var (client, provider) = await store.ReadAsync(
            async tx => (await CognitoTables.Clients.GetAsync(tx, new IdKey(query["client_id"].ToString())), await HostedTables.Providers.GetAsync(tx, new PairKey(visit.Pool.Id, name))), visit.Call.Cancelled);
        if (client?.Client.UserPoolId != visit.Pool.Id || provider is null || !SignInPages.Providers(client.Client).Contains(name)) return null;
        return SignInRequest.Read(query, client.Client).Request is { } request ? (pending, request, provider) : null;
    }

    private static Task LostAsync(Visit visit) =>
        Page.ErrorAsync(visit, "Sign-in could not be completed", "It took too long, was begun in another browser, or had been completed before. Go back to the application and sign in again.", StatusCodes.Status400BadRequest);

    private ValueTask<bool> IsFirstUseAsync(Visit visit, ProviderRecord provider, SamlIdentity identity)
    {
        var key = new TripleKey(visit.Pool.Id, provider.Name, identity.AssertionId);
        return store.WriteAsync(
            async tx =>
            {
                if (await HostedTables.Used.ExistsAsync(tx, key)) return false;
                await HostedTables.Used.PutAsync(tx, key, new UsedRecord { Expires = identity.Until });
                SweepJob.Schedule(tx, identity.Until);
                return true;
            },
            visit.Call.Cancelled);
    }

    private async ValueTask<SamlMetadata> MetadataAsync(ProviderRecord provider, CancellationToken ct)
    {
        var text = provider.Detail("MetadataFile") ?? await http.DocumentAsync(provider.Detail("MetadataURL")!, "SAML metadata", static _ => true, ct);
        return SamlMetadata.Read(text) ?? throw new FederationFault($"The metadata of {provider.Name} cannot be used");
    }

    private static string EntityId(Visit visit) => $"urn:amazon:cognito:sp:{visit.Pool.Id}";

    private async ValueTask<string> SamlUrlAsync(Visit visit, ProviderRecord provider, ReturnRecord pending, string state)
    {
        var place = (await MetadataAsync(provider, visit.Call.Cancelled)).SignInUrl;
        var key = provider.Detail("RequestSigningAlgorithm") is null ? null : await keys.GetAsync(visit.Pool.Id, visit.Call.Cancelled);
        return SamlRequest.Url(place, EntityId(visit), pending, state, visit.Call.Now, key);
    }

    private static string? Text(IFormCollection? form, string name) => form?[name].ToString() is { Length: > 0 } value ? value : null;
}
