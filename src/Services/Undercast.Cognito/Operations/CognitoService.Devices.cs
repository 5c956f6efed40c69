using System.Security.Cryptography;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Cognito;

/// <summary>Devices: each sign-in without one names one; it is tracked once it gave a verifier of a password of its own.</summary>
internal sealed partial class CognitoService
{
    public async ValueTask<ConfirmDeviceOutput> ConfirmDevice(ConfirmDeviceInput input, CallContext call)
    {
        var (pool, _, user) = await HolderAsync(call, input.AccessToken);
        var setting = pool.Pool.DeviceConfiguration ?? throw new InvalidUserPoolConfigurationException("Device tracking is not enabled for the user pool.");
        if (input.DeviceSecretVerifierConfig is not { } config || Convert64(config.PasswordVerifier) is not { Length: > 0 and <= 385 } verifier || Convert64(config.Salt) is not { Length: > 0 and <= 64 } salt)
            throw CognitoFaults.Invalid("Invalid device secret verifier config.");
        await ChangeDeviceAsync(call, pool, user, input.DeviceKey, isKnown: false, device => device.Verifier is not null
            ? throw new DeviceKeyExistsException("Device already exists.")
            : device with { Verifier = verifier, Salt = salt, Name = input.DeviceName, IsRemembered = setting.DeviceOnlyRememberedOnUserPrompt != true });
        return new ConfirmDeviceOutput { UserConfirmationNecessary = setting.DeviceOnlyRememberedOnUserPrompt == true };
    }

    public async ValueTask<GetDeviceOutput> GetDevice(GetDeviceInput input, CallContext call)
    {
        var (pool, _, user) = await OwnerAsync(call, input.AccessToken);
        return new GetDeviceOutput { Device = await DeviceAsync(call, pool, user, input.DeviceKey) };
    }

    public async ValueTask<AdminGetDeviceOutput> AdminGetDevice(AdminGetDeviceInput input, CallContext call)
    {
        var (pool, user) = await TrackedAsync(call, input.UserPoolId, input.Username);
        return new AdminGetDeviceOutput { Device = await DeviceAsync(call, pool, user, input.DeviceKey) };
    }

    public async ValueTask<ListDevicesOutput> ListDevices(ListDevicesInput input, CallContext call)
    {
        var (pool, _, user) = await OwnerAsync(call, input.AccessToken);
        var (devices, token) = await DevicesAsync(call, pool, user, input.Limit, input.PaginationToken);
        return new ListDevicesOutput { Devices = devices, PaginationToken = token };
    }

    public async ValueTask<AdminListDevicesOutput> AdminListDevices(AdminListDevicesInput input, CallContext call)
    {
        var (pool, user) = await TrackedAsync(call, input.UserPoolId, input.Username);
        var (devices, token) = await DevicesAsync(call, pool, user, input.Limit, input.PaginationToken);
        return new AdminListDevicesOutput { Devices = devices, PaginationToken = token };
    }

    public async ValueTask ForgetDevice(ForgetDeviceInput input, CallContext call)
    {
        var (pool, _, user) = await OwnerAsync(call, input.AccessToken);
        await ForgetAsync(call, pool, user, input.DeviceKey);
    }

    public async ValueTask AdminForgetDevice(AdminForgetDeviceInput input, CallContext call)
    {
        var (pool, user) = await TrackedAsync(call, input.UserPoolId, input.Username);
        await ForgetAsync(call, pool, user, input.DeviceKey);
    }

    public async ValueTask<UpdateDeviceStatusOutput> UpdateDeviceStatus(UpdateDeviceStatusInput input, CallContext call)
    {
        var (pool, _, user) = await OwnerAsync(call, input.AccessToken);
        await ChangeDeviceAsync(call, pool, user, input.DeviceKey, isKnown: true, device => device with { IsRemembered = input.DeviceRememberedStatus == "remembered" });
        return new UpdateDeviceStatusOutput();
    }

    public async ValueTask<AdminUpdateDeviceStatusOutput> AdminUpdateDeviceStatus(AdminUpdateDeviceStatusInput input, CallContext call)
    {
        var (pool, user) = await TrackedAsync(call, input.UserPoolId, input.Username);
        await ChangeDeviceAsync(call, pool, user, input.DeviceKey, isKnown: true, device => device with { IsRemembered = input.DeviceRememberedStatus == "remembered" });
        return new AdminUpdateDeviceStatusOutput();
    }

    /// <summary>The name under which a device that signs in without one can be tracked.</summary>
    private async ValueTask<NewDeviceMetadataType> NameDeviceAsync(CallContext call, PoolRecord pool, UserRecord user)
    {
        var named = new NewDeviceMetadataType { DeviceKey = $"{pool.Region}_{Ids.NewGuid():D}", DeviceGroupKey = "-" + RandomNumberGenerator.GetString(Alphanumeric, 8) };
        var device = new DeviceRecord { GroupKey = named.DeviceGroupKey, Username = user.Username, Created = call.Now, Modified = call.Now, LastSeen = call.Now };
        await WriteAsync(
            call,
            tx =>
            {
                CognitoTables.Devices.PutFresh(tx, new TripleKey(pool.Id, user.Sub, named.DeviceKey), device);
                return new ValueTask<bool>(true);
            });
        return named;
    }

    /// <summary>The tracked device that a client says it is; null where it says none or the pool tracks none.</summary>
    private async ValueTask<(string Key, DeviceRecord Record)?> KnownDeviceAsync(CallContext call, AuthCall auth, UserRecord user, string? key)
    {
        if (string.IsNullOrEmpty(key) || auth.Pool.Pool.DeviceConfiguration is null) return null;
        // AWS: clients forget a key that is answered so, and begin again.
        return await ReadAsync(call, tx => CognitoTables.Devices.GetAsync(tx, new TripleKey(auth.Pool.Id, user.Sub, key))) is { Verifier: not null } device ? (key, device) : throw NoDevice();
    }

    // A device's proof is as a password's, with the device's names in the user's place:
    //   1. the client's public number, answered by the server's and the device's salt
    //   2. the proof; then tokens

    private ValueTask<AuthStep> AskDeviceAsync(CallContext call, AuthCall auth, UserRecord user, string deviceKey, string source, string? session) =>
        AskAsync(call, auth, Challenge(call, auth, "DEVICE_SRP_AUTH", user.Username) with { DeviceKey = deviceKey, Source = source }, [], session: session);

    // 1
    private async ValueTask<AuthStep> AnswerDeviceAsync(CallContext call, string? session, AuthCall auth)
    {
        var (deviceKey, hex) = (auth.Need("DEVICE_KEY"), auth.Need("SRP_A"));
        var clientPublic = SrpGroup.ParsePublic(hex) ?? throw CognitoFaults.Invalid("SRP_A is invalid.");
        var (challenge, user) = await UseAsync(call, auth, "DEVICE_SRP_AUTH", session);
        if (user is null || challenge.DeviceKey != deviceKey) throw CognitoFaults.BadSession();
        var (_, device) = await KnownDeviceAsync(call, auth, user, deviceKey) ?? throw NoDevice();
        var (secret, block) = (RandomNumberGenerator.GetBytes(32), Convert.ToBase64String(RandomNumberGenerator.GetBytes(96)));
        var serverPublic = SrpGroup.ServerPublic(device.Verifier!, secret);
        await PutChallengeAsync(call, auth, block, Challenge(call, auth, "DEVICE_PASSWORD_VERIFIER", user.Username) with
        {
            DeviceKey = deviceKey, Source = challenge.Source, ServerSecret = secret, ServerPublic = serverPublic, ClientPublic = clientPublic,
        });
        var parameters = new Dictionary<string, string>
        {
            ["SALT"] = Convert.ToHexStringLower(device.Salt!),
            ["SECRET_BLOCK"] = block,
            ["SRP_B"] = Convert.ToHexStringLower(serverPublic),
            ["DEVICE_KEY"] = deviceKey,
            ["USERNAME"] = user.Username,
        };
        return new AuthStep(null, "DEVICE_PASSWORD_VERIFIER", parameters, NewSession());
    }

    // 2
    private async ValueTask<AuthStep> AnswerDeviceProofAsync(CallContext call, AuthCall auth)
    {
        var (block, signature, timestamp, deviceKey) = (auth.Need("PASSWORD_CLAIM_SECRET_BLOCK"), auth.Need("PASSWORD_CLAIM_SIGNATURE"), auth.Need("TIMESTAMP"), auth.Need("DEVICE_KEY"));
        var challenge = await TakeChallengeAsync(call, auth, "DEVICE_PASSWORD_VERIFIER", block) ?? throw CognitoFaults.WrongPassword();
        ClientRules.CheckSecret(auth.Client, auth.Find("SECRET_HASH"), auth.Need("USERNAME"), challenge.Username);
        if (Convert64(block) is not { } sent || Convert64(signature) is not { } given || challenge.DeviceKey != deviceKey) throw CognitoFaults.WrongPassword();
        var (_, user) = await ReadAsync(call, tx => Users.FindAsync(tx, auth.Pool, challenge.Username)) ?? throw CognitoFaults.WrongPassword();
        RequireActive(user);
        var (_, device) = await KnownDeviceAsync(call, auth, user, deviceKey) ?? throw NoDevice();
        var key = SrpGroup.SharedKey(challenge.ClientPublic!, device.Verifier!, challenge.ServerSecret!, challenge.ServerPublic!);
        if (!CryptographicOperations.FixedTimeEquals(SrpGroup.Proof(key, device.GroupKey, deviceKey, sent, timestamp), given)) throw CognitoFaults.WrongPassword();
        await ChangeDeviceAsync(call, auth.Pool, user, deviceKey, isKnown: true, known => known with { LastSeen = call.Now });
        return new AuthStep(await SignedInAsync(call, auth, user, challenge.Source!, deviceKey));
    }

    private async ValueTask<(PoolRecord Pool, UserPoolClientType Client, UserRecord User)> OwnerAsync(CallContext call, string? accessToken)
    {
        var owner = await HolderAsync(call, accessToken ?? throw new NotAuthorizedException("Invalid Access Token"));
        RequireTracking(owner.Pool);
        return owner;
    }

    private ValueTask<(PoolRecord Pool, UserRecord User)> TrackedAsync(CallContext call, string poolId, string username) => ReadAsync(
        call,
        async tx =>
        {
            var pool = await PoolAsync(tx, call, poolId);
            RequireTracking(pool);
            return (pool, (await Users.FindAsync(tx, pool, username) ?? throw CognitoFaults.NoUser()).User);
        });

    private static void RequireTracking(PoolRecord pool)
    {
        if (pool.Pool.DeviceConfiguration is null) throw new InvalidUserPoolConfigurationException("Device tracking is not enabled for the user pool.");
    }

    private async ValueTask<DeviceType> DeviceAsync(CallContext call, PoolRecord pool, UserRecord user, string key) =>
        await ReadAsync(call, tx => CognitoTables.Devices.GetAsync(tx, new TripleKey(pool.Id, user.Sub, key))) is { Verifier: not null } device ? Show(key, device) : throw NoDevice();

    private async ValueTask<(IReadOnlyList<DeviceType> Devices, string? Token)> DevicesAsync(CallContext call, PoolRecord pool, UserRecord user, int? limit, string? token)
    {
        var rows = await ReadAsync(call, tx => CognitoTables.Devices.RangeAsync(tx, CognitoTables.Devices.Prefix(pool.Id, user.Sub)));
        var (page, next) = Page(rows.Where(r => r.Record.Verifier is not null), r => r.Key.Third, limit, token);
        return ([.. page.Select(r => Show(r.Key.Third, r.Record))], next);
    }

    private async ValueTask ForgetAsync(CallContext call, PoolRecord pool, UserRecord user, string key)
    {
        if (!await WriteAsync(call, tx => CognitoTables.Devices.DeleteAsync(tx, new TripleKey(pool.Id, user.Sub, key)))) throw NoDevice();
    }

    private ValueTask<bool> ChangeDeviceAsync(CallContext call, PoolRecord pool, UserRecord user, string deviceKey, bool isKnown, Func<DeviceRecord, DeviceRecord> change)
    {
        var key = new TripleKey(pool.Id, user.Sub, deviceKey);
        return WriteAsync(
            call,
            async tx =>
            {
                if (await CognitoTables.Devices.GetAsync(tx, key) is not { } device || (isKnown && device.Verifier is null)) throw isKnown ? NoDevice() : CognitoFaults.Invalid("Invalid device key given.");
                CognitoTables.Devices.Put(tx, key, change(device) with { Modified = call.Now });
                return true;
            });
    }

    private static DeviceType Show(string key, DeviceRecord device) => new()
    {
        DeviceKey = key,
        DeviceAttributes =
        [
            new() { Name = "device_status", Value = "valid" },
            new() { Name = "device_name", Value = device.Name ?? "" },
            new() { Name = "dev:device_remembered_status", Value = device.IsRemembered ? "remembered" : "not_remembered" },
        ],
        DeviceCreateDate = device.Created,
        DeviceLastModifiedDate = device.Modified,
        DeviceLastAuthenticatedDate = device.LastSeen,
    };

    private static byte[]? Convert64(string? text)
    {
        if (text is null) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static ResourceNotFoundException NoDevice() => new("Device does not exist.");
}
