using System.Text;
using Undercast.Cloud;
using Undercast.Iam.Sts;
using Undercast.Kernel;

namespace Undercast.Iam.Tests;

public sealed class MfaTests : Fixture
{
    private const string Queue = "arn:aws:sqs:us-east-1:000000000000:q";
    private const string Serial = "arn:aws:iam::000000000000:mfa/phone";
    private const string Unknown = "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";

    // RFC 6238, appendix B: the secret is "12345678901234567890"; the last six of eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, Totp.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    private async Task<string> DeviceAsync(string name = "phone") =>
        Encoding.ASCII.GetString((await Iam.CreateVirtualMFADevice(new CreateVirtualMFADeviceInput { VirtualMFADeviceName = name }, Call)).VirtualMFADevice.Base32StringSeed!);

    private string Code(string seed, int away = 0) => Totp.Code(seed, Totp.StepAt(Time.GetUtcNow()) + away);

    private ValueTask EnableAsync(string first, string second, string user = "ann", string serial = Serial) =>
        Iam.EnableMFADevice(new EnableMFADeviceInput { UserName = user, SerialNumber = serial, AuthenticationCode1 = first, AuthenticationCode2 = second }, Call);

    [Fact]
    public async Task A_device_is_enabled_by_two_codes_that_follow_each_other_and_by_no_others()
    {
        await UserAsync();
        var seed = await DeviceAsync();
        Assert.Equal(64, seed.Length);
        foreach (var (first, second) in ((string, string)[])[(Code(seed, 0), Code(seed, -1)), (Code(seed), Code(seed)), (Code(seed, -20), Code(seed, -19)), (Code(seed), "000000")])
            Assert.Equal("Authentication code for device is not valid.", await RefusedAsync<InvalidAuthenticationCodeException>(async () => await EnableAsync(first, second)));
        await EnableAsync(Code(seed, -1), Code(seed));
        Assert.Equal(("ann", Time.GetUtcNow()), await Iam.GetMFADevice(new GetMFADeviceInput { SerialNumber = Serial, UserName = "ann" }, Call) is { } got ? (got.UserName, got.EnableDate) : default);
        await UserAsync("bob");
        await RefusedAsync<EntityAlreadyExistsException>(async () => await EnableAsync(Code(seed, -1), Code(seed), "bob"));
        Assert.Equal([Serial], (await Iam.ListMFADevices(new ListMFADevicesInput { UserName = "ann" }, Call)).MFADevices.Select(d => d.SerialNumber));
        Assert.Empty((await Iam.ListMFADevices(new ListMFADevicesInput { UserName = "bob" }, Call)).MFADevices);
    }

    [Fact]
    public async Task A_device_in_use_keeps_itself_and_its_user_from_being_deleted()
    {
        await UserAsync();
        var seed = await DeviceAsync();
        await DeviceAsync("spare");
        await EnableAsync(Code(seed, -1), Code(seed));
        var (assigned, free) = (await ListAsync("Assigned"), await ListAsync("Unassigned"));
        Assert.Equal((Serial, "ann", "arn:aws:iam::000000000000:mfa/spare"), (assigned[0].SerialNumber, assigned[0].User!.UserName, free[0].SerialNumber));
        Assert.Null(assigned[0].Base32StringSeed);
        Assert.Equal("MFA VirtualDevice in use. Must deactivate first.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteVirtualMFADevice(new DeleteVirtualMFADeviceInput { SerialNumber = Serial }, Call)));
        await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteUser(new DeleteUserInput { UserName = "ann" }, Call));
        await Iam.DeactivateMFADevice(new DeactivateMFADeviceInput { UserName = "ann", SerialNumber = Serial }, Call);
        await Iam.DeleteVirtualMFADevice(new DeleteVirtualMFADeviceInput { SerialNumber = Serial }, Call);
        Assert.Equal($"VirtualMFADevice with serial number {Serial} doesn't exist.", await RefusedAsync<NoSuchEntityException>(async () => await EnableAsync("111111", "222222")));
        await Iam.DeleteUser(new DeleteUserInput { UserName = "ann" }, Call);

        async Task<IReadOnlyList<VirtualMFADevice>> ListAsync(string status) => (await Iam.ListVirtualMFADevices(new ListVirtualMFADevicesInput { AssignmentStatus = status }, Call)).VirtualMFADevices;
    }

    [Fact]
    public async Task Tags_of_devices_come_and_go()
    {
        await DeviceAsync();
        await Iam.TagMFADevice(new TagMFADeviceInput { SerialNumber = Serial, Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "b", Value = "2" }] }, Call);
        await Iam.UntagMFADevice(new UntagMFADeviceInput { SerialNumber = Serial, TagKeys = ["a"] }, Call);
        Assert.Equal(["b"], (await Iam.ListMFADeviceTags(new ListMFADeviceTagsInput { SerialNumber = Serial }, Call)).Tags.Select(t => t.Key));
    }

    [Fact]
    public async Task A_session_with_a_code_says_so_to_policies_for_as_long_as_it_lasts()
    {
        var ann = await CallerAsync("ann", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"},"NumericLessThan":{"aws:MultiFactorAuthAge":"600"}}}]}""");
        var seed = await DeviceAsync();
        await EnableAsync(Code(seed, -1), Code(seed));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await Authorizer.MayAsync(As(ann), "sqs:SendMessage", Queue));
        Assert.False(await Authorizer.MayAsync(As(await SessionAsync(new GetSessionTokenInput())), "sqs:SendMessage", Queue));
        var session = await SessionAsync(new GetSessionTokenInput { SerialNumber = Serial, TokenCode = Code(seed) });
        Assert.True(await Authorizer.MayAsync(As(session), "sqs:SendMessage", Queue));
        Time.Advance(TimeSpan.FromMinutes(11));
        Assert.False(await Authorizer.MayAsync(As(session), "sqs:SendMessage", Queue));

        async Task<Principal> SessionAsync(GetSessionTokenInput input) => (await Directory.FindAsync((await Sts.GetSessionToken(input, As(ann))).Credentials!.AccessKeyId, null, default))!.Principal;
    }

    [Fact]
    public async Task A_code_is_refused_when_it_is_wrong_old_spent_or_somebody_elses()
    {
        var (ann, bob) = (await CallerAsync("ann", null), await CallerAsync("bob", null));
        var seed = await DeviceAsync();
        await EnableAsync(Code(seed, -1), Code(seed));
        Time.Advance(TimeSpan.FromMinutes(2));
        const string Wrong = "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
        Assert.Equal(Wrong, await FailAsync(ann, Serial, Code(seed) == "123456" ? "654321" : "123456"));
        Assert.Equal(Wrong, await FailAsync(ann, Serial, Code(seed, -5)));
        Assert.Equal(Unknown, await FailAsync(bob, Serial, Code(seed)));
        Assert.Equal(Unknown, await FailAsync(ann, Serial + "x", Code(seed)));
        Assert.Contains("must provide both", await FailAsync(ann, null, Code(seed)), StringComparison.Ordinal);
        await Sts.GetSessionToken(new GetSessionTokenInput { SerialNumber = Serial, TokenCode = Code(seed) }, As(ann));
        Assert.Equal(Wrong, await FailAsync(ann, Serial, Code(seed)));

        Task<string> FailAsync(Principal who, string? serial, string code) => DeniedAsync(async () => await Sts.GetSessionToken(new GetSessionTokenInput { SerialNumber = serial, TokenCode = code }, As(who)));
    }

    [Fact]
    public async Task A_role_may_ask_for_a_code_and_a_claim_of_one_is_not_enough()
    {
        var ann = await CallerAsync("ann", Policy("sts:AssumeRole"));
        var seed = await DeviceAsync();
        await EnableAsync(Code(seed, -1), Code(seed));
        Time.Advance(TimeSpan.FromMinutes(1));
        await RoleAsync("r", TrustIn("""{"AWS":"000000000000"}""", """{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"""));
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}""" }, Call);
        var input = new AssumeRoleInput { RoleArn = "arn:aws:iam::000000000000:role/r", RoleSessionName = "sess" };
        Assert.Contains("is not authorized to perform: sts:AssumeRole", await DeniedAsync(() => AssumeAsync(As(ann), input)), StringComparison.Ordinal);
        Assert.Contains("invalid MFA one time pass code", await DeniedAsync(() => AssumeAsync(As(ann), input with { SerialNumber = Serial, TokenCode = Code(seed, 7) })), StringComparison.Ordinal);
        var (session, _) = await AssumeAsync(As(ann), input with { SerialNumber = Serial, TokenCode = Code(seed) });
        Assert.True(await Authorizer.MayAsync(As(session), "sqs:SendMessage", Queue));
        // Who comes with a session that has shown a code need not show another.
        Time.Advance(TimeSpan.FromMinutes(1));
        var mine = await Sts.GetSessionToken(new GetSessionTokenInput { SerialNumber = Serial, TokenCode = Code(seed) }, As(ann));
        await AssumeAsync(As((await Directory.FindAsync(mine.Credentials!.AccessKeyId, null, default))!.Principal), input);
        // And a session that has not may bring one along.
        Time.Advance(TimeSpan.FromMinutes(1));
        var plain = (await Directory.FindAsync((await Sts.GetSessionToken(new GetSessionTokenInput(), As(ann))).Credentials!.AccessKeyId, null, default))!.Principal;
        await DeniedAsync(() => AssumeAsync(As(plain), input));
        await AssumeAsync(As(plain), input with { SerialNumber = Serial, TokenCode = Code(seed) });
    }

    [Fact]
    public async Task A_device_out_of_step_is_brought_back_by_two_codes()
    {
        var ann = await CallerAsync("ann", null);
        var seed = await DeviceAsync();
        await EnableAsync(Code(seed, -1), Code(seed));
        Time.Advance(TimeSpan.FromHours(1));
        var late = new GetSessionTokenInput { SerialNumber = Serial, TokenCode = Code(seed, -40) };
        await DeniedAsync(async () => await Sts.GetSessionToken(late, As(ann)));
        await Iam.ResyncMFADevice(new ResyncMFADeviceInput { UserName = "ann", SerialNumber = Serial, AuthenticationCode1 = Code(seed, -42), AuthenticationCode2 = Code(seed, -41) }, Call);
        await Sts.GetSessionToken(late, As(ann));
        await RefusedAsync<InvalidAuthenticationCodeException>(async () =>
            await Iam.ResyncMFADevice(new ResyncMFADeviceInput { UserName = "ann", SerialNumber = Serial, AuthenticationCode1 = Code(seed, -42), AuthenticationCode2 = Code(seed, -41) }, Call));
    }

    [Fact]
    public async Task The_picture_is_a_qr_code_of_its_seed()
    {
        var device = (await Iam.CreateVirtualMFADevice(new CreateVirtualMFADeviceInput { VirtualMFADeviceName = new string('x', 200) }, Call)).VirtualMFADevice;
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], device.QRCodePNG![..4]);
        // The modules of a text that a reader of QR codes has read back.
        var modules = QrCode.Modules("otpauth://totp/phone@000000000000?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        var bits = string.Concat(modules.Cast<bool>().Select(static dark => dark ? '1' : '0'));
        Assert.Equal(KnownPicture, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(bits)))[..32]);
    }

    private const string KnownPicture = "AA059DC33F61F2810491A6842016BBB0";
}
