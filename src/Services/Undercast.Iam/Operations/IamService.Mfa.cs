using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private const int DevicesPerUser = 8;

    // How far, in steps of half a minute, a device's clock may be off when it is given to a user, and when it is brought back in step.
    private const int PairWindow = 2;
    private const int ResyncWindow = 2880;

    // The label is for people; a long name is cut so that the picture always fits.
    private const int LongestLabel = 50;

    private static string SerialOf(EntityRecord device, CallContext call) => device.ArnIn(call.Account, EntityKind.Mfa);

    private static async ValueTask<EntityRecord> DeviceAsync(IReadTransaction tx, CallContext call, string serial) =>
        Arns.TryParse(serial, EntityKind.Mfa, out var account, out var path, out var name) && account == call.Account
        && await IamTables.Entities.GetAsync(tx, EntityKey.Of(account, EntityKind.Mfa, name)) is { } device && device.Path == path
            ? device
            : throw IamFaults.Missing(EntityKind.Mfa, serial);

    /// <summary>The device, if it is this user's.</summary>
    private static async ValueTask<EntityRecord> DeviceOfAsync(IReadTransaction tx, CallContext call, string serial, EntityRecord user) =>
        await DeviceAsync(tx, call, serial) is { } device && device.Mfa!.UserId == user.Id ? device : throw IamFaults.Missing(EntityKind.Mfa, serial);

    private static async ValueTask<IReadOnlyList<EntityRecord>> DevicesAsync(IReadTransaction tx, CallContext call, string? userId = null) =>
        [.. (await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Mfa))).Select(d => d.Record).Where(d => userId is null || d.Mfa!.UserId == userId)];

    private ValueTask ChangeDeviceAsync(CallContext call, string serial, Func<IWriteTransaction, EntityRecord, ValueTask<EntityRecord>> change) =>
        ChangeAsync(call, async tx => await PutAsync(tx, call, EntityKind.Mfa, await change(tx, await DeviceAsync(tx, call, serial))));

    /// <remarks>The picture of the seed (<c>QRCodePNG</c>) holds the address that authenticator apps read: account, name and seed.</remarks>
    public async ValueTask<CreateVirtualMFADeviceOutput> CreateVirtualMFADevice(CreateVirtualMFADeviceInput input, CallContext call)
    {
        var device = await CreateAsync(call, EntityKind.Mfa, new EntityRecord
        {
            Name = input.VirtualMFADeviceName,
            Path = input.Path ?? "/",
            Id = "",
            Created = call.Now,
            Tags = Merged(null, input.Tags),
            Mfa = new MfaRecord(Ids.NewBase32(Totp.SeedLength)),
        });
        var seed = device.Mfa!.Seed;
        return new CreateVirtualMFADeviceOutput
        {
            VirtualMFADevice = new VirtualMFADevice
            {
                SerialNumber = SerialOf(device, call),
                Base32StringSeed = Encoding.ASCII.GetBytes(seed),
                QRCodePNG = QrCode.Png($"otpauth://totp/{Uri.EscapeDataString(device.Name[..Math.Min(device.Name.Length, LongestLabel)])}@{call.Account}?secret={seed}"),
                Tags = TagsOf(device),
            },
        };
    }

    public ValueTask EnableMFADevice(EnableMFADeviceInput input, CallContext call) => ChangeDeviceAsync(call, input.SerialNumber, async (tx, device) =>
    {
        var user = await FindAsync(tx, call, EntityKind.User, input.UserName);
        if (device.Mfa!.UserId is not null) throw new EntityAlreadyExistsException("MFA Device is already in use.");
        if ((await DevicesAsync(tx, call, user.Id)).Count >= DevicesPerUser) throw IamFaults.Quota("MFADevicesPerUser", DevicesPerUser);
        var enabled = InStep(device, call, input.AuthenticationCode1, input.AuthenticationCode2, PairWindow, 0);
        return enabled with { Mfa = enabled.Mfa! with { UserId = user.Id, UserName = user.Name, Enabled = call.Now } };
    });

    public ValueTask ResyncMFADevice(ResyncMFADeviceInput input, CallContext call) => ChangeDeviceAsync(call, input.SerialNumber, async (tx, _) =>
    {
        var device = await DeviceOfAsync(tx, call, input.SerialNumber, await FindAsync(tx, call, EntityKind.User, input.UserName));
        return InStep(device, call, input.AuthenticationCode1, input.AuthenticationCode2, ResyncWindow, device.Mfa!.LastStep);
    });

    /// <summary>The device with its clock's drift as two codes that follow each other show it.</summary>
    private static EntityRecord InStep(EntityRecord device, CallContext call, string first, string second, int window, long after)
    {
        var now = Totp.StepAt(call.Now);
        var step = Totp.FindPair(device.Mfa!.Seed, first, second, now, window, after)
            ?? throw new InvalidAuthenticationCodeException("Authentication code for device is not valid.");
        return device with { Mfa = device.Mfa with { Drift = Math.Abs(step - now) <= 1 ? 0 : step - now, LastStep = step } };
    }

    public ValueTask DeactivateMFADevice(DeactivateMFADeviceInput input, CallContext call) => ChangeDeviceAsync(call, input.SerialNumber, async (tx, _) =>
    {
        var device = await DeviceOfAsync(tx, call, input.SerialNumber, await FindAsync(tx, call, EntityKind.User, UserNameOf(input.UserName, call)));
        return device with { Mfa = new MfaRecord(device.Mfa!.Seed) };
    });

    public ValueTask DeleteVirtualMFADevice(DeleteVirtualMFADeviceInput input, CallContext call) => ChangeAsync(
        call,
        async tx =>
        {
            var device = await DeviceAsync(tx, call, input.SerialNumber);
            if (device.Mfa!.UserId is not null) throw new DeleteConflictException("MFA VirtualDevice in use. Must deactivate first.");
            await IamTables.Entities.DeleteAsync(tx, EntityKey.Of(call.Account, EntityKind.Mfa, device.Name));
        });

    public async ValueTask<GetMFADeviceOutput> GetMFADevice(GetMFADeviceInput input, CallContext call)
    {
        var device = await ReadAsync(call, async tx => input.UserName is null && call.Caller.Kind == PrincipalKind.Root
            ? await DeviceAsync(tx, call, input.SerialNumber)
            : await DeviceOfAsync(tx, call, input.SerialNumber, await FindAsync(tx, call, EntityKind.User, UserNameOf(input.UserName, call))));
        return new GetMFADeviceOutput { SerialNumber = SerialOf(device, call), UserName = device.Mfa!.UserName, EnableDate = device.Mfa.Enabled };
    }

    public async ValueTask<ListMFADevicesOutput> ListMFADevices(ListMFADevicesInput input, CallContext call)
    {
        var devices = await ReadAsync(call, async tx => input.UserName is null && call.Caller.Kind == PrincipalKind.Root
            ? []
            : await DevicesAsync(tx, call, (await FindAsync(tx, call, EntityKind.User, UserNameOf(input.UserName, call))).Id));
        var (rows, marker) = Page(devices, d => d.Name.ToLowerInvariant(), input.Marker, input.MaxItems);
        return new ListMFADevicesOutput
        {
            MFADevices = [.. rows.Select(d => new MFADevice { SerialNumber = SerialOf(d, call), UserName = d.Mfa!.UserName!, EnableDate = d.Mfa.Enabled!.Value })],
            IsTruncated = marker is not null,
            Marker = marker,
        };
    }

    public async ValueTask<ListVirtualMFADevicesOutput> ListVirtualMFADevices(ListVirtualMFADevicesInput input, CallContext call)
    {
        var (rows, marker) = await ListAsync(
            call, EntityKind.Mfa, null, input.Marker, input.MaxItems,
            d => input.AssignmentStatus switch { "Assigned" => d.Mfa!.UserId is not null, "Unassigned" => d.Mfa!.UserId is null, _ => true });
        var users = await ReadAsync(call, async tx => (await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.User))).ToDictionary(u => u.Record.Id, u => u.Record));
        return new ListVirtualMFADevicesOutput
        {
            VirtualMFADevices = [.. rows.Select(d => new VirtualMFADevice
            {
                SerialNumber = SerialOf(d, call),
                EnableDate = d.Mfa!.Enabled,
                User = d.Mfa.UserId is { } id && users.TryGetValue(id, out var user) ? UserOf(user, call.Account, whole: false) : null,
            })],
            IsTruncated = marker is not null,
            Marker = marker,
        };
    }

    public ValueTask TagMFADevice(TagMFADeviceInput input, CallContext call) => ChangeDeviceAsync(call, input.SerialNumber, (_, d) => new(d with { Tags = Merged(d.Tags, input.Tags) }));

    public ValueTask UntagMFADevice(UntagMFADeviceInput input, CallContext call) => ChangeDeviceAsync(call, input.SerialNumber, (_, d) => new(d with { Tags = Without(d, input.TagKeys) }));

    public async ValueTask<ListMFADeviceTagsOutput> ListMFADeviceTags(ListMFADeviceTagsInput input, CallContext call)
    {
        var (rows, marker) = TagPage(await ReadAsync(call, tx => DeviceAsync(tx, call, input.SerialNumber)), input.Marker, input.MaxItems);
        return new ListMFADeviceTagsOutput { Tags = rows, IsTruncated = marker is not null, Marker = marker };
    }
}
