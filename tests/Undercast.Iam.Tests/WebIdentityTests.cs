using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Undercast.Iam.Sts;
using Undercast.Kernel;

namespace Undercast.Iam.Tests;

public sealed class WebIdentityTests : Fixture
{
    private const string Url = "https://issuer.example.com/one";
    private const string Name = "issuer.example.com/one";
    private const string Provider = $"arn:aws:iam::000000000000:oidc-provider/{Name}";
    private const string Role = "arn:aws:iam::000000000000:role/web";

    private readonly RSA _key = RSA.Create(2048);

    public WebIdentityTests() => Keys.Published[Url] = [Public(_key, "k1")];

    private static JsonElement Public(RSA key, string id)
    {
        var p = key.ExportParameters(false);
        return JsonSerializer.SerializeToElement(new { kty = "RSA", use = "sig", alg = "RS256", kid = id, n = Base64Url.EncodeToString(p.Modulus), e = Base64Url.EncodeToString(p.Exponent) });
    }

    private JsonObject Claims(Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = Url, ["sub"] = "user-7", ["aud"] = "app", ["email"] = "ann@example.com", ["amr"] = new JsonArray("pwd", "mfa"), ["exp"] = Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        };
        change?.Invoke(claims);
        return claims;
    }

    private string Token(JsonObject claims, RSA? key = null, string alg = "RS256", string kid = "k1")
    {
        var signed = $"{Part(new JsonObject { ["alg"] = alg, ["kid"] = kid })}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString((key ?? _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private async Task SetUpAsync(string condition = "{}", string[]? clients = null)
    {
        await Iam.CreateOpenIDConnectProvider(new CreateOpenIDConnectProviderInput { Url = Url, ClientIDList = clients ?? ["app"] }, Call);
        await RoleAsync("web", TrustIn($$"""{"Federated":"{{Provider}}"}""", condition));
    }

    private async Task<AssumeRoleWithWebIdentityOutput> AssumeAsync(string token, int? seconds = null) =>
        await Sts.AssumeRoleWithWebIdentity(new AssumeRoleWithWebIdentityInput { RoleArn = Role, RoleSessionName = "web", WebIdentityToken = token, DurationSeconds = seconds }, As(Principal.Anonymous));

    private Task<string> InvalidAsync(string token) => RefusedAsync<InvalidIdentityTokenException>(() => AssumeAsync(token));

    [Fact]
    public async Task A_token_of_a_known_issuer_opens_a_role_and_its_claims_stay_with_the_session()
    {
        await SetUpAsync($$"""{"StringEquals":{"{{Name}}:aud":"app","{{Name}}:sub":"user-7"},"ForAnyValue:StringEquals":{"{{Name}}:amr":"mfa"} }""");
        await Iam.PutRolePolicy(
            new PutRolePolicyInput { RoleName = "web", PolicyName = "p", PolicyDocument = Policy("s3:GetObject", $"arn:aws:s3:::b/${{{Name}:sub}}/*") }, Call);
        var got = await AssumeAsync(Token(Claims()));
        Assert.Equal(
            ("user-7", "app", Provider, "arn:aws:sts::000000000000:assumed-role/web/web"), (got.SubjectFromWebIdentityToken, got.Audience, got.Provider, got.AssumedRoleUser!.Arn));
        var session = (await Directory.FindAsync(got.Credentials!.AccessKeyId, got.Credentials.SessionToken, default))!.Principal;
        Assert.True(await Authorizer.MayAsync(As(session), "s3:GetObject", "arn:aws:s3:::b/user-7/x"));
        Assert.False(await Authorizer.MayAsync(As(session), "s3:GetObject", "arn:aws:s3:::b/user-8/x"));
        Assert.Equal("Not authorized to perform sts:AssumeRoleWithWebIdentity", await DeniedAsync(() => AssumeAsync(Token(Claims(c => c["sub"] = "user-8")))));
        Assert.Equal("Not authorized to perform sts:AssumeRoleWithWebIdentity", await DeniedAsync(() => AssumeAsync(Token(Claims(c => c["amr"] = "pwd")))));
    }

    [Fact]
    public async Task Tokens_that_prove_nothing_are_refused()
    {
        await SetUpAsync();
        using var other = RSA.Create(2048);
        Assert.Equal("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)", await InvalidAsync("no.token"));
        Assert.Equal("JWT signature is invalid", await InvalidAsync(Token(Claims(), other)));
        var good = Token(Claims());
        Assert.Equal("JWT signature is invalid", await InvalidAsync($"{good.Split('.')[0]}.{Part(Claims(c => c["sub"] = "root"))}.{good.Split('.')[2]}"));
        Assert.Equal("JWT signature is invalid", await InvalidAsync($"{Part(new JsonObject { ["alg"] = "none" })}.{Part(Claims())}."));
        // The public key as the secret of an HMAC: the oldest forgery of all.
        var forged = $"{Part(new JsonObject { ["alg"] = "HS256", ["kid"] = "k1" })}.{Part(Claims())}";
        Assert.Equal("JWT signature is invalid", await InvalidAsync($"{forged}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key.ExportRSAPublicKey(), Encoding.ASCII.GetBytes(forged)))}"));
        Assert.Equal("Incorrect token audience", await InvalidAsync(Token(Claims(c => c["aud"] = "else"))));
        Assert.Equal("Incorrect token audience", await InvalidAsync(Token(Claims(c => c["azp"] = "else"))));
        Assert.Equal("Missing a required claim: exp", await InvalidAsync(Token(Claims(c => c.Remove("exp")))));
        Assert.Equal("Missing a required claim: sub", await InvalidAsync(Token(Claims(c => c.Remove("sub")))));
        Assert.Equal("No OpenIDConnect provider found in your account for https://other.example.com", await InvalidAsync(Token(Claims(c => c["iss"] = "https://other.example.com"))));
        Assert.Equal("No OpenIDConnect provider found in your account for http://issuer.example.com/one", await InvalidAsync(Token(Claims(c => c["iss"] = "http://issuer.example.com/one"))));
        Assert.StartsWith("Token expired: current date/time", await RefusedAsync<ExpiredTokenException>(() => AssumeAsync(Token(Claims(c => c["exp"] = Time.GetUtcNow().AddSeconds(-1).ToUnixTimeSeconds())))), StringComparison.Ordinal);
        Keys.Published.Clear();
        Time.Advance(TimeSpan.FromMinutes(11));
        Assert.StartsWith("Couldn't retrieve verification key from your identity provider", await InvalidAsync(Token(Claims())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_remembered_and_asked_for_again_when_a_new_one_signs()
    {
        await SetUpAsync();
        await AssumeAsync(Token(Claims()));
        await AssumeAsync(Token(Claims()));
        Assert.Equal(1, Keys.Fetches);
        using var fresh = RSA.Create(2048);
        Keys.Published[Url] = [Public(_key, "k1"), Public(fresh, "k2")];
        // Not for every made-up key, though.
        Assert.Equal("JWT signature is invalid", await InvalidAsync(Token(Claims(), fresh, kid: "k2")));
        Time.Advance(TimeSpan.FromSeconds(11));
        await AssumeAsync(Token(Claims(), fresh, kid: "k2"));
        Assert.Equal(2, Keys.Fetches);
    }

    [Fact]
    public async Task Elliptic_curves_sign_too()
    {
        await SetUpAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        Keys.Published[Url] = [JsonSerializer.SerializeToElement(new { kty = "EC", crv = "P-256", kid = "e1", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) })];
        var signed = $"{Part(new JsonObject { ["alg"] = "ES256", ["kid"] = "e1" })}.{Part(Claims())}";
        await AssumeAsync($"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}");
    }

    [Fact]
    public async Task Session_tags_and_source_identity_come_with_the_token_and_need_leave()
    {
        await SetUpAsync();
        await RoleAsync("plain", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{Provider}}"},"Action":"sts:AssumeRoleWithWebIdentity"}]}""");
        var token = Token(Claims(c =>
        {
            c["https://aws.amazon.com/tags"] = new JsonObject { ["principal_tags"] = new JsonObject { ["team"] = new JsonArray("red") }, ["transitive_tag_keys"] = new JsonArray("team") };
            c["https://aws.amazon.com/source_identity"] = "ann";
        }));
        var got = await AssumeAsync(token);
        Assert.Equal("ann", got.SourceIdentity);
        var row = await Store.ReadAsync(tx => IamTables.Sessions.GetAsync(tx, new AccessKeyKey(got.Credentials!.AccessKeyId)), default);
        Assert.Equal(("red", "team"), (row!.Tags!["team"], Assert.Single(row.TransitiveTags!)));
        var plain = new AssumeRoleWithWebIdentityInput { RoleArn = "arn:aws:iam::000000000000:role/plain", RoleSessionName = "web", WebIdentityToken = token };
        Assert.Equal("Not authorized to perform sts:TagSession", await DeniedAsync(async () => await Sts.AssumeRoleWithWebIdentity(plain, As(Principal.Anonymous))));
    }

    [Fact]
    public async Task This_clouds_user_pools_vouch_without_a_network()
    {
        const string Pool = "cognito-idp.us-east-1.amazonaws.com/us-east-1_abc";
        await Iam.CreateOpenIDConnectProvider(new CreateOpenIDConnectProviderInput { Url = $"https://{Pool}", ClientIDList = ["client"] }, Call);
        await RoleAsync("web", TrustIn($$"""{"Federated":"arn:aws:iam::000000000000:oidc-provider/{{Pool}}"}""", $$"""{"StringEquals":{"{{Pool}}:aud":"client"} }"""));
        var token = Token(Claims(c => (c["iss"], c["aud"]) = ($"https://{Pool}", "client")));
        Assert.Equal("The token could not be verified by its user pool", await InvalidAsync(token));
        Pools.Known[("us-east-1_abc", token)] = JsonSerializer.SerializeToElement(new { sub = "user-7" });
        Assert.Equal("client", (await AssumeAsync(token)).Audience);
        Assert.Equal(0, Keys.Fetches);
    }

    [Fact]
    public async Task Google_is_known_without_a_provider()
    {
        Keys.Published["https://accounts.google.com"] = [Public(_key, "k1")];
        await RoleAsync("web", TrustIn("""{"Federated":"accounts.google.com"}""", """{"StringEquals":{"accounts.google.com:aud":"app"}}"""));
        Assert.Equal("accounts.google.com", (await AssumeAsync(Token(Claims(c => c["iss"] = "https://accounts.google.com")))).Provider);
        await DeniedAsync(() => AssumeAsync(Token(Claims(c => (c["iss"], c["aud"]) = ("https://accounts.google.com", "else")))));
    }

    [Fact]
    public async Task Durations_keep_to_the_role()
    {
        await SetUpAsync();
        var got = await AssumeAsync(Token(Claims()), 900);
        Assert.Equal(Time.GetUtcNow().AddSeconds(900), got.Credentials!.Expiration);
        Assert.Equal("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", await DeniedAsync(() => AssumeAsync(Token(Claims()), 3601), CommonError.Validation));
    }

    [Fact]
    public async Task Providers_are_kept_with_their_clients_thumbprints_and_tags()
    {
        foreach (var wrong in (string[])["issuer.example.com", "http://issuer.example.com", "ftp://issuer.example.com", "https://issuer.example.com?x=1", "https://u:p@issuer.example.com"])
            Assert.Equal("Invalid Open ID Connect Provider URL", await RefusedAsync<InvalidInputException>(async () => await Iam.CreateOpenIDConnectProvider(new CreateOpenIDConnectProviderInput { Url = wrong }, Call)));
        var thumbprint = new string('a', 40);
        var made = await Iam.CreateOpenIDConnectProvider(
            new CreateOpenIDConnectProviderInput { Url = Url, ClientIDList = ["one"], ThumbprintList = [thumbprint.ToUpperInvariant()], Tags = [new Tag { Key = "k", Value = "v" }] }, Call);
        Assert.Equal(Provider, made.OpenIDConnectProviderArn);
        Assert.Equal($"Provider with url {Url} already exists.", await RefusedAsync<EntityAlreadyExistsException>(async () => await Iam.CreateOpenIDConnectProvider(new CreateOpenIDConnectProviderInput { Url = Url }, Call)));
        await Iam.AddClientIDToOpenIDConnectProvider(new AddClientIDToOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider, ClientID = "two" }, Call);
        await Iam.RemoveClientIDFromOpenIDConnectProvider(new RemoveClientIDFromOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider, ClientID = "one" }, Call);
        await Iam.TagOpenIDConnectProvider(new TagOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider, Tags = [new Tag { Key = "l", Value = "w" }] }, Call);
        await Iam.UntagOpenIDConnectProvider(new UntagOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider, TagKeys = ["k"] }, Call);
        Assert.Equal("l", Assert.Single((await Iam.ListOpenIDConnectProviderTags(new ListOpenIDConnectProviderTagsInput { OpenIDConnectProviderArn = Provider }, Call)).Tags).Key);
        var got = await Iam.GetOpenIDConnectProvider(new GetOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider }, Call);
        Assert.Equal((Name, "two", thumbprint), (got.Url, Assert.Single(got.ClientIDList!), Assert.Single(got.ThumbprintList!)));
        await Iam.UpdateOpenIDConnectProviderThumbprint(new UpdateOpenIDConnectProviderThumbprintInput { OpenIDConnectProviderArn = Provider, ThumbprintList = [new string('b', 40)] }, Call);
        Assert.Equal(Provider, Assert.Single((await Iam.ListOpenIDConnectProviders(new ListOpenIDConnectProvidersInput(), Call)).OpenIDConnectProviderList!).Arn);
        await Iam.DeleteOpenIDConnectProvider(new DeleteOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider }, Call);
        await Iam.DeleteOpenIDConnectProvider(new DeleteOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider }, Call);
        Assert.Equal($"OpenIDConnect Provider not found for arn {Provider}", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetOpenIDConnectProvider(new GetOpenIDConnectProviderInput { OpenIDConnectProviderArn = Provider }, Call)));
    }
}
