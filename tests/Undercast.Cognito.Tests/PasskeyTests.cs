using System.Text.Json;

namespace Undercast.Cognito.Tests;

public sealed class PasskeyTests : Fixture
{
    private async Task<(string Pool, string Client, string Token)> PoolAsync()
    {
        var (pool, open) = await ConfirmedAsync(with: i => i with { Policies = new() { SignInPolicy = new() { AllowedFirstAuthFactors = ["PASSWORD", "WEB_AUTHN"] } } });
        await Service.SetUserPoolMfaConfig(new SetUserPoolMfaConfigInput { UserPoolId = pool, WebAuthnConfiguration = new() { RelyingPartyId = "example.com", UserVerification = "preferred" } }, Call);
        var client = await ClientAsync(pool, i => i with { ExplicitAuthFlows = ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"] });
        return (pool, client.ClientId!, (await SignInAsync(open)).AccessToken!);
    }

    private async Task<JsonElement> StartAsync(string token) => (await Service.StartWebAuthnRegistration(new StartWebAuthnRegistrationInput { AccessToken = token }, Anybody)).CredentialCreationOptions;

    private Task<CompleteWebAuthnRegistrationOutput> CompleteAsync(string token, JsonElement credential) =>
        Service.CompleteWebAuthnRegistration(new CompleteWebAuthnRegistrationInput { AccessToken = token, Credential = credential }, Anybody).AsTask();

    private async Task<InitiateAuthOutput> AskAsync(string client) => await BeginAsync(client, "USER_AUTH", ("USERNAME", "ann"), ("PREFERRED_CHALLENGE", "WEB_AUTHN"));

    private Task<RespondToAuthChallengeOutput> SignAsync(string client, InitiateAuthOutput asked, string credential) => AnswerAsync(client, "WEB_AUTHN", asked.Session, ("USERNAME", "ann"), ("CREDENTIAL", credential));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_passkey_is_registered_signs_in_and_is_removed(bool rsa)
    {
        var (_, client, token) = await PoolAsync();
        var device = new Authenticator(rsa);
        var options = await StartAsync(token);
        Assert.Equal("example.com", options.GetProperty("rp").GetProperty("id").GetString());
        await CompleteAsync(token, device.Create(options));
        var listed = Assert.Single((await Service.ListWebAuthnCredentials(new ListWebAuthnCredentialsInput { AccessToken = token }, Anybody)).Credentials);
        Assert.Equal(("example.com", "platform", "internal"), (listed.RelyingPartyId, listed.AuthenticatorAttachment, Assert.Single(listed.AuthenticatorTransports)));
        Assert.Equal(listed.CredentialId, Assert.Single((await StartAsync(token)).GetProperty("excludeCredentials").EnumerateArray().ToArray()).GetProperty("id").GetString());

        var asked = await AskAsync(client);
        Assert.Equal("WEB_AUTHN", asked.ChallengeName);
        var answer = device.Get(asked.ChallengeParameters!["CREDENTIAL_REQUEST_OPTIONS"]);
        Assert.NotNull((await SignAsync(client, asked, answer)).AuthenticationResult);
        await RefusedAsync<NotAuthorizedException>(() => SignAsync(client, asked, answer));
        // What was signed for one challenge does not answer another.
        await RefusedAsync<WebAuthnChallengeNotFoundException>(async () => await SignAsync(client, await AskAsync(client), answer));
        await Service.DeleteWebAuthnCredential(new DeleteWebAuthnCredentialInput { AccessToken = token, CredentialId = listed.CredentialId }, Anybody);
        await RefusedAsync<ResourceNotFoundException>(() => Service.DeleteWebAuthnCredential(new DeleteWebAuthnCredentialInput { AccessToken = token, CredentialId = listed.CredentialId }, Anybody).AsTask());
        Assert.Equal("SELECT_CHALLENGE", (await AskAsync(client)).ChallengeName);
    }

    [Fact]
    public async Task Registrations_of_elsewhere_or_out_of_form_are_refused()
    {
        var (pool, client, token) = await PoolAsync();
        var good = new Authenticator();
        await RefusedAsync<WebAuthnChallengeNotFoundException>(async () => await CompleteAsync(token, good.Create(JsonDocument.Parse("""{"challenge":"x"}""").RootElement)));
        async Task Refused<T>(Authenticator device)
            where T : Exception
        {
            var options = await StartAsync(token);
            await RefusedAsync<T>(() => CompleteAsync(token, device.Create(options)));
            // The challenge is used up.
            await RefusedAsync<WebAuthnChallengeNotFoundException>(() => CompleteAsync(token, good.Create(options)));
        }
        await Refused<WebAuthnOriginNotAllowedException>(new Authenticator { Origin = "https://example.com.evil.net" });
        await Refused<WebAuthnOriginNotAllowedException>(new Authenticator { Origin = "http://example.com" });
        await Refused<WebAuthnOriginNotAllowedException>(new Authenticator { Origin = "https://notexample.com" });
        await Refused<WebAuthnRelyingPartyMismatchException>(new Authenticator { Party = "evil.net" });
        await Refused<WebAuthnCredentialNotSupportedException>(new Authenticator { Format = "packed" });
        await Refused<WebAuthnCredentialNotSupportedException>(new Authenticator { Flags = 0 });
        var begun = await StartAsync(token);
        var elsewhere = (await SignInAsync(client)).AccessToken!;
        await RefusedAsync<WebAuthnClientMismatchException>(() => CompleteAsync(elsewhere, good.Create(begun)));
        begun = await StartAsync(token);
        await CompleteAsync(token, good.Create(begun));
        await RefusedAsync<InvalidParameterException>(async () => await CompleteAsync(token, good.Create(await StartAsync(token))));
        await Service.UpdateUserPool(new UpdateUserPoolInput { UserPoolId = pool }, Call);
        Assert.Equal("WebAuthn is not enabled for this userpool", await RefusedAsync<WebAuthnNotEnabledException>(() => StartAsync(token)));
    }

    [Fact]
    public async Task Assertions_of_other_keys_or_copies_are_refused()
    {
        var (_, client, token) = await PoolAsync();
        var (device, stranger) = (new Authenticator(), new Authenticator());
        await CompleteAsync(token, device.Create(await StartAsync(token)));
        async Task Refused<T>(Func<string, string> answer)
            where T : Exception
        {
            var asked = await AskAsync(client);
            await RefusedAsync<T>(() => SignAsync(client, asked, answer(asked.ChallengeParameters!["CREDENTIAL_REQUEST_OPTIONS"])));
        }
        await Refused<NotAuthorizedException>(stranger.Get);
        var asStranger = Convert.ToBase64String(stranger.Id).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var asDevice = Convert.ToBase64String(device.Id).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        await Refused<NotAuthorizedException>(o => stranger.Get(o).Replace(asStranger, asDevice, StringComparison.Ordinal));
        await Refused<WebAuthnOriginNotAllowedException>(o => { device.Origin = "https://evil.net"; return device.Get(o); });
        device.Origin = "https://example.com";
        var asked = await AskAsync(client);
        Assert.NotNull((await SignAsync(client, asked, device.Get(asked.ChallengeParameters!["CREDENTIAL_REQUEST_OPTIONS"]))).AuthenticationResult);
        device.Counter = 0;
        await Refused<NotAuthorizedException>(device.Get);
        await Refused<InvalidParameterException>(_ => "{}");
        await Refused<InvalidParameterException>(_ => "not json");
    }

    [Theory]
    [InlineData("9F01FF")]
    [InlineData("9B00000000FFFFFFFF00")]
    [InlineData("5BFFFFFFFFFFFFFFFF")]
    [InlineData("A20101")]
    [InlineData("A201010102")]
    [InlineData("A18000")]
    [InlineData("81818181818181818181")]
    [InlineData("61FF")]
    [InlineData("FB0000000000000000")]
    [InlineData("1BFFFFFFFFFFFFFFFF")]
    [InlineData("")]
    public void Bytes_that_are_no_value_are_refused(string hex) => Assert.Throws<FormatException>(() =>
    {
        var reader = new Cbor(Convert.FromHexString(hex));
        reader.Read();
    });

    [Fact]
    public void Values_are_read()
    {
        // {1: "a", -4097: [1, h'010203'], "b": true}
        var reader = new Cbor(Convert.FromHexString("A3016161391000820143010203" + "6162F5"));
        var map = (Dictionary<object, object?>)reader.Read()!;
        Assert.Equal(("a", true, 0), ((string?)map[1L], (bool?)map["b"], reader.Left));
        var list = (List<object?>)map[-4097L]!;
        Assert.Equal(1L, list[0]);
        Assert.Equal([1, 2, 3], (byte[])list[1]!);
    }
}
