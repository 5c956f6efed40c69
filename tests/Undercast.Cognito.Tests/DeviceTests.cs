using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Undercast.Cognito.Tests;

public sealed class DeviceTests : Fixture
{
    private const string Secret = "device-password";

    private async Task<(string Pool, string Client)> TrackingAsync(bool prompt = false, bool mfa = false)
    {
        var (pool, client) = await ConfirmedAsync(with: i => i with { DeviceConfiguration = new() { ChallengeRequiredOnNewDevice = true, DeviceOnlyRememberedOnUserPrompt = prompt } });
        if (mfa) await Service.SetUserPoolMfaConfig(new SetUserPoolMfaConfigInput { UserPoolId = pool, MfaConfiguration = "ON", EmailMfaConfiguration = new() }, Call);
        return (pool, client);
    }

    private static byte[] VerifierOf(NewDeviceMetadataType device, byte[] salt) => SrpGroup.Verifier(device.DeviceGroupKey!, device.DeviceKey!, Secret, salt);

    private async Task<bool> ConfirmAsync(string token, NewDeviceMetadataType device)
    {
        var salt = SrpGroup.NewSalt();
        return (await Service.ConfirmDevice(
            new ConfirmDeviceInput
            {
                AccessToken = token, DeviceKey = device.DeviceKey!, DeviceName = "laptop",
                DeviceSecretVerifierConfig = new() { Salt = Convert.ToBase64String(salt), PasswordVerifier = Convert.ToBase64String(VerifierOf(device, salt)) },
            },
            Anybody)).UserConfirmationNecessary!.Value;
    }

    private Task<InitiateAuthOutput> FromAsync(string client, string key) => BeginAsync(client, "USER_PASSWORD_AUTH", ("USERNAME", "ann"), ("PASSWORD", Password), ("DEVICE_KEY", key));

    private async Task<RespondToAuthChallengeOutput> ProveAsync(string client, InitiateAuthOutput asked, NewDeviceMetadataType device, string secret = Secret)
    {
        var srp = new DeviceSrp(device, secret);
        var challenge = await AnswerAsync(client, "DEVICE_SRP_AUTH", asked.Session, ("USERNAME", "ann"), ("DEVICE_KEY", device.DeviceKey!), ("SRP_A", srp.A));
        Assert.Equal("DEVICE_PASSWORD_VERIFIER", challenge.ChallengeName);
        return await AnswerAsync(
            client, "DEVICE_PASSWORD_VERIFIER", challenge.Session, ("USERNAME", "ann"), ("DEVICE_KEY", device.DeviceKey!), ("TIMESTAMP", "now"),
            ("PASSWORD_CLAIM_SECRET_BLOCK", challenge.ChallengeParameters!["SECRET_BLOCK"]), ("PASSWORD_CLAIM_SIGNATURE", srp.Sign(challenge.ChallengeParameters, "now")));
    }

    [Fact]
    public async Task A_remembered_device_proves_itself_in_place_of_a_second_factor()
    {
        var (pool, client) = await TrackingAsync(mfa: true);
        var begun = await PasswordAsync(client);
        Assert.Equal("EMAIL_OTP", begun.ChallengeName);
        var tokens = (await AnswerAsync(client, "EMAIL_OTP", begun.Session, ("USERNAME", "ann"), ("EMAIL_OTP_CODE", await CodeAsync(pool)))).AuthenticationResult!;
        var device = tokens.NewDeviceMetadata!;
        Assert.Equal(device.DeviceKey, (string?)Claims(tokens.AccessToken!)["device_key"]);
        Assert.Empty((await Service.ListDevices(new ListDevicesInput { AccessToken = tokens.AccessToken! }, Anybody)).Devices!);
        Assert.False(await ConfirmAsync(tokens.AccessToken!, device));
        await RefusedAsync<DeviceKeyExistsException>(() => ConfirmAsync(tokens.AccessToken!, device));

        var asked = await FromAsync(client, device.DeviceKey!);
        Assert.Equal("DEVICE_SRP_AUTH", asked.ChallengeName);
        var done = (await ProveAsync(client, asked, device)).AuthenticationResult!;
        Assert.Equal((null, device.DeviceKey), (done.NewDeviceMetadata, (string?)Claims(done.AccessToken!)["device_key"]));
        await RefusedAsync<NotAuthorizedException>(async () => await ProveAsync(client, await FromAsync(client, device.DeviceKey!), device, "stolen-key-only"));
        await RefusedAsync<NotAuthorizedException>(() => ProveAsync(client, asked, device));
        // A refresh token is the device's.
        Assert.Equal("Invalid Refresh Token", await RefusedAsync<NotAuthorizedException>(() => RefreshAsync(client, done.RefreshToken!)));
        Assert.NotNull((await BeginAsync(client, "REFRESH_TOKEN_AUTH", ("REFRESH_TOKEN", done.RefreshToken!), ("DEVICE_KEY", device.DeviceKey!))).AuthenticationResult);
        // Not remembered, it stands in for nothing.
        await Service.UpdateDeviceStatus(new UpdateDeviceStatusInput { AccessToken = done.AccessToken!, DeviceKey = device.DeviceKey!, DeviceRememberedStatus = "not_remembered" }, Anybody);
        var again = await FromAsync(client, device.DeviceKey!);
        Assert.Equal("EMAIL_OTP", again.ChallengeName);
        var after = await AnswerAsync(client, "EMAIL_OTP", again.Session, ("USERNAME", "ann"), ("EMAIL_OTP_CODE", await CodeAsync(pool)));
        Assert.Equal(("DEVICE_SRP_AUTH", again.Session), (after.ChallengeName, after.Session));
    }

    [Fact]
    public async Task Devices_are_listed_and_forgotten_by_users_and_administrators()
    {
        var (pool, client) = await TrackingAsync(prompt: true);
        var tokens = await SignInAsync(client);
        var (token, key) = (tokens.AccessToken!, tokens.NewDeviceMetadata!.DeviceKey!);
        Assert.True(await ConfirmAsync(token, tokens.NewDeviceMetadata));
        string Status(DeviceType device) => device.DeviceAttributes!.Single(a => a.Name == "dev:device_remembered_status").Value!;
        Assert.Equal("not_remembered", Status((await Service.GetDevice(new GetDeviceInput { AccessToken = token, DeviceKey = key }, Anybody)).Device!));
        await Service.AdminUpdateDeviceStatus(new AdminUpdateDeviceStatusInput { UserPoolId = pool, Username = "ann", DeviceKey = key, DeviceRememberedStatus = "remembered" }, Call);
        Assert.Equal("remembered", Status((await Service.AdminGetDevice(new AdminGetDeviceInput { UserPoolId = pool, Username = "ann", DeviceKey = key }, Call)).Device!));
        var second = await SignInAsync(client);
        await ConfirmAsync(second.AccessToken!, second.NewDeviceMetadata!);
        var first = await Service.AdminListDevices(new AdminListDevicesInput { UserPoolId = pool, Username = "ann", Limit = 1 }, Call);
        Assert.Single((await Service.AdminListDevices(new AdminListDevicesInput { UserPoolId = pool, Username = "ann", Limit = 1, PaginationToken = first.PaginationToken }, Call)).Devices!);
        await Service.ForgetDevice(new ForgetDeviceInput { AccessToken = token, DeviceKey = key }, Anybody);
        await Service.AdminForgetDevice(new AdminForgetDeviceInput { UserPoolId = pool, Username = "ann", DeviceKey = second.NewDeviceMetadata!.DeviceKey! }, Call);
        Assert.Empty((await Service.ListDevices(new ListDevicesInput { AccessToken = token }, Anybody)).Devices!);
        Assert.Equal("Device does not exist.", await RefusedAsync<ResourceNotFoundException>(() => FromAsync(client, key)));
        await RefusedAsync<ResourceNotFoundException>(() => Service.AdminForgetDevice(new AdminForgetDeviceInput { UserPoolId = pool, Username = "ann", DeviceKey = key }, Call).AsTask());
        await RefusedAsync<NotAuthorizedException>(() => RefreshAsync(client, tokens.RefreshToken!));
        Assert.Equal("Invalid device key given.", await RefusedAsync<InvalidParameterException>(() => ConfirmAsync(token, new() { DeviceKey = "us-east-1_0", DeviceGroupKey = "-g" })));
        var (_, untracked) = await ConfirmedAsync("bob");
        var bob = (await SignInAsync(untracked, "bob")).AccessToken!;
        await RefusedAsync<InvalidUserPoolConfigurationException>(() => Service.ListDevices(new ListDevicesInput { AccessToken = bob }, Anybody).AsTask());
    }

    /// <summary>The client's side: as for users, with the device's names in the user's place.</summary>
    private sealed class DeviceSrp(NewDeviceMetadataType device, string secret)
    {
        private readonly BigInteger _a = new(RandomNumberGenerator.GetBytes(32), isUnsigned: true);

        public string A => BigInteger.ModPow(2, _a, SrpGroup.N).ToString("x", CultureInfo.InvariantCulture);

        public string Sign(IReadOnlyDictionary<string, string> challenge, string timestamp)
        {
            static byte[] Padded(BigInteger n) => n.ToByteArray(isUnsigned: false, isBigEndian: true);
            static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
            var n = SrpGroup.N;
            var b = BigInteger.Parse("0" + challenge["SRP_B"], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var u = Number(SHA256.HashData([.. Padded(BigInteger.ModPow(2, _a, n)), .. Padded(b)]));
            var x = Number(SHA256.HashData([.. Convert.FromHexString(challenge["SALT"]), .. SHA256.HashData(Encoding.UTF8.GetBytes(device.DeviceGroupKey + device.DeviceKey + ":" + secret))]));
            var k = Number(SHA256.HashData([.. Padded(n), 2]));
            var s = BigInteger.ModPow((((b - (k * BigInteger.ModPow(2, x, n))) % n) + n) % n, _a + (u * x), n);
            var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Padded(s), 16, Padded(u), Encoding.UTF8.GetBytes("Caldera Derived Key"));
            return Convert.ToBase64String(HMACSHA256.HashData(key, (byte[])[.. Encoding.UTF8.GetBytes(device.DeviceGroupKey + device.DeviceKey), .. Convert.FromBase64String(challenge["SECRET_BLOCK"]), .. Encoding.UTF8.GetBytes(timestamp)]));
        }
    }
}
