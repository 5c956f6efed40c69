using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Undercast.Cognito.Identity;

namespace Undercast.Cognito.Tests;

/// <summary>Logins of Facebook, Amazon and Apple at identity pools. Source: the developer guide.</summary>
public sealed class SocialLoginTests : Fixture
{
    private async Task<string> PoolAsync(string provider, string clients) => (await Identities.CreateIdentityPool(
        new CreateIdentityPoolInput { IdentityPoolName = "p", AllowUnauthenticatedIdentities = false, SupportedLoginProviders = new Dictionary<string, string> { [provider] = clients } }, Call)).IdentityPoolId!;

    private async Task<string> IdAsync(string pool, string provider, string token) =>
        (await Identities.GetId(new GetIdInput { IdentityPoolId = pool, Logins = new Dictionary<string, string> { [provider] = token } }, Anybody)).IdentityId!;

    private async Task<string> RefusedAsync(string pool, string provider, string token) => await RefusedAsync<Identity.NotAuthorizedException>(() => IdAsync(pool, provider, token));

    [Fact]
    public async Task Facebook_tells_whose_token_it_is_and_of_which_app()
    {
        const string provider = "graph.facebook.com";
        Social.Pages["https://facebook.test/app?access_token=good"] = """{"id":"app"}""";
        Social.Pages["https://facebook.test/me?fields=id,name,email&access_token=good"] = """{"id":"7","name":"Ann"}""";
        var pool = await PoolAsync(provider, "app");
        Assert.Equal(await IdAsync(pool, provider, "good"), await IdAsync(pool, provider, "good"));
        Assert.Equal("Invalid login token. Can't pass in this token.", await RefusedAsync(pool, provider, "bad"));
        Assert.Equal("Invalid login token. Incorrect token audience.", await RefusedAsync(await PoolAsync(provider, "other"), provider, "good"));
        Assert.Equal("Token is not from a supported provider of this identity pool.", await RefusedAsync(await PoolAsync("www.amazon.com", "app"), provider, "good"));
    }

    [Fact]
    public async Task Amazon_tells_whose_token_it_is_and_for_how_long()
    {
        const string provider = "www.amazon.com";
        Social.Pages["https://amazon.test/auth/o2/tokeninfo?access_token=Atza%7Cgood"] = """{"aud":"amzn1.application-oa2-client.1","user_id":"amzn1.account.A","exp":3000}""";
        Social.Pages["https://amazon.test/auth/o2/tokeninfo?access_token=old"] = """{"aud":"amzn1.application-oa2-client.1","user_id":"amzn1.account.A","exp":0}""";
        var pool = await PoolAsync(provider, "amzn1.application-oa2-client.1");
        Assert.NotEmpty(await IdAsync(pool, provider, "Atza|good"));
        Assert.Equal("Invalid login token. Token expired.", await RefusedAsync(pool, provider, "old"));
        Assert.Equal("Invalid login token. Can't pass in this token.", await RefusedAsync(pool, provider, "bad&aud=amzn1.application-oa2-client.1"));
    }

    [Fact]
    public async Task Apple_signs_what_it_says()
    {
        const string provider = "appleid.apple.com";
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var parameters = key.ExportParameters(false);
        Social.Pages["https://apple.test/auth/keys"] = $$"""{"keys":[{"kty":"RSA","kid":"k","use":"sig","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"}]}""";
        var pool = await PoolAsync(provider, "com.example.web;com.example.app");
        string Token(RSA signer, string issuer = "https://appleid.apple.com", string audience = "com.example.app", int life = 60, string algorithm = "RS256")
        {
            var signed = $"{Encode($$"""{"alg":"{{algorithm}}","kid":"k"}""")}.{Encode($$"""{"iss":"{{issuer}}","aud":"{{audience}}","sub":"001.ann","exp":{{Time.GetUtcNow().ToUnixTimeSeconds() + life}}}""")}";
            return $"{signed}.{Base64Url.EncodeToString(signer.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
        }
        Assert.NotEmpty(await IdAsync(pool, provider, Token(key)));
        Assert.Equal("Invalid login token. Couldn't verify signed token.", await RefusedAsync(pool, provider, Token(other)));
        Assert.Equal("Invalid login token. Couldn't verify signed token.", await RefusedAsync(pool, provider, Token(key, algorithm: "none")));
        Assert.Equal("Invalid login token. Issuer doesn't match providerName", await RefusedAsync(pool, provider, Token(key, "https://evil.example")));
        Assert.Equal("Invalid login token. Incorrect token audience.", await RefusedAsync(pool, provider, Token(key, audience: "com.other")));
        Assert.Equal("Invalid login token. Token expired.", await RefusedAsync(pool, provider, Token(key, life: -3600)));
        Assert.Equal("Invalid login token. Not a valid OpenId Connect identity token.", await RefusedAsync(pool, provider, "no token"));
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
