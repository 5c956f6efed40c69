using System.Globalization;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    // AWS: a report is good for four hours.
    private static readonly TimeSpan ReportLife = TimeSpan.FromHours(4);

    private const string ReportHeader =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private static string Moment(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public async ValueTask<GenerateCredentialReportOutput> GenerateCredentialReport(GenerateCredentialReportInput input, CallContext call)
    {
        if ((await AccountAsync(call)).CredentialReportMade is { } made && made + ReportLife > call.Now) return new GenerateCredentialReportOutput { State = "COMPLETE" };
        var report = await ReadAsync(call, tx => CredentialReportAsync(tx, call));
        await ChangeAccountAsync(call, a => a with { CredentialReport = report, CredentialReportMade = call.Now });
        // AWS: the first answer is always this one; the next says that the report is complete.
        return new GenerateCredentialReportOutput { State = "STARTED", Description = "No report exists. Starting a new report generation task" };
    }

    public async ValueTask<GetCredentialReportOutput> GetCredentialReport(GetCredentialReportInput input, CallContext call)
    {
        var account = await AccountAsync(call);
        if (account is not { CredentialReport: { } report, CredentialReportMade: { } made }) throw new CredentialReportNotPresentException("No report is present. Please generate a new report.");
        if (made + ReportLife <= call.Now) throw new CredentialReportExpiredException("The most recent credential report has expired. Please generate a new report.");
        return new GetCredentialReportOutput { Content = Encoding.UTF8.GetBytes(report), ReportFormat = "text/csv", GeneratedTime = made };
    }

    private async ValueTask<string> CredentialReportAsync(IReadTransaction tx, CallContext call)
    {
        const string Nothing = "N/A";
        var policy = (await AccountAsync(tx, call)).Passwords;
        var devices = await DevicesAsync(tx, call);
        var lines = new List<string>
        {
            ReportHeader,
            string.Join(',', ["<root_account>", $"arn:{call.Partition}:iam::{call.Account}:root", Moment(DateTimeOffset.UnixEpoch), "not_supported", "no_information", "not_supported", "not_supported", "false",
                "false", Nothing, Nothing, Nothing, Nothing, "false", Nothing, Nothing, Nothing, Nothing, "false", Nothing, "false", Nothing]),
        };
        foreach (var (_, user) in await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.User)))
        {
            List<string> row =
            [
                user.Name, user.ArnIn(call.Account, EntityKind.User), Moment(user.Created), user.Login is null ? "false" : "true", user.Login is null ? Nothing : "no_information",
                user.Login is { } login ? Moment(login.Changed) : Nothing,
                user.Login is { } one && policy?.MaxAgeDays is { } days ? Moment(one.Changed.AddDays(days)) : Nothing,
                devices.Any(d => d.Mfa!.UserId == user.Id) ? "true" : "false",
            ];
            var keys = await KeysOfAsync(tx, call, user);
            for (var i = 0; i < KeysPerUser; i++)
            {
                if (i >= keys.Count)
                {
                    row.AddRange(["false", Nothing, Nothing, Nothing, Nothing]);
                    continue;
                }
                var (id, key) = (keys[i].Key.AccessKeyId, keys[i].Record);
                row.AddRange([key.Active ? "true" : "false", Moment(key.Created)]);
                row.AddRange(LastOf(await uses.OfAsync(tx, call.Account, id)) is { } last ? [Moment(last.Use.At), last.Use.Region, last.Service] : [Nothing, Nothing, Nothing]);
            }
            row.AddRange(["false", Nothing, "false", Nothing]);
            lines.Add(string.Join(',', row));
        }
        return string.Join('\n', lines);
    }

    private static (string Service, UseRecord Use)? LastOf(IReadOnlyDictionary<string, UseRecord> all) =>
        all.Count == 0 ? null : all.Select(static u => (u.Key, u.Value)).MaxBy(static u => u.Value.At);

    public async ValueTask<GetAccessKeyLastUsedOutput> GetAccessKeyLastUsed(GetAccessKeyLastUsedInput input, CallContext call)
    {
        var (key, last) = await ReadAsync(
            call,
            async tx =>
            {
                var found = await IamTables.AccessKeys.GetAsync(tx, new AccessKeyKey(input.AccessKeyId));
                // AWS: to everybody else a key of another account looks like none.
                if (found is null || found.Account != call.Account) throw new NoSuchEntityException($"The Access Key with id {input.AccessKeyId} cannot be found.");
                return (found, LastOf(await uses.OfAsync(tx, call.Account, input.AccessKeyId)));
            });
        return new GetAccessKeyLastUsedOutput
        {
            UserName = key.UserName,
            AccessKeyLastUsed = new AccessKeyLastUsed { LastUsedDate = last?.Use.At, ServiceName = last?.Service ?? "N/A", Region = last?.Use.Region ?? "N/A" },
        };
    }

    private async ValueTask<RoleLastUsed> LastUsedAsync(IReadTransaction tx, CallContext call, EntityRecord role) =>
        LastOf(await uses.OfAsync(tx, call.Account, role.Id)) is { } last ? new RoleLastUsed { LastUsedDate = last.Use.At, Region = last.Use.Region } : new RoleLastUsed();

    /// <remarks>AWS: of the policies that come with the cloud, those that somebody has.</remarks>
    public async ValueTask<GetAccountAuthorizationDetailsOutput> GetAccountAuthorizationDetails(GetAccountAuthorizationDetailsInput input, CallContext call)
    {
        bool Wants(string filter) => input.Filter is not { Count: > 0 } filters || filters.Contains(filter);
        var all = await ReadAsync(
            call,
            async tx =>
            {
                var found = new List<(string Order, object Detail)>();
                async ValueTask AddAsync(string filter, string kind, Func<EntityRecord, ValueTask<object>> shape)
                {
                    if (!Wants(filter)) return;
                    foreach (var (key, entity) in await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, kind))) found.Add(($"{found.Count:D8}", await shape(entity)));
                }
                await AddAsync("User", EntityKind.User, u => new(Detail(u, call)));
                await AddAsync("Group", EntityKind.Group, g => new(GroupDetailOf(g, call)));
                await AddAsync("Role", EntityKind.Role, async r => await DetailAsync(tx, call, r));
                await AddAsync("LocalManagedPolicy", EntityKind.Policy, async p => await PolicyDetailAsync(tx, call, p));
                if (!Wants("AWSManagedPolicy")) return found;
                foreach (var policy in ManagedPolicies.All)
                {
                    var (attached, boundaries) = await UsesAsync(tx, call, policy.Arn);
                    if (attached + boundaries > 0) found.Add(($"{found.Count:D8}", DetailOf(policy, attached, boundaries)));
                }
                return found;
            });
        var (rows, marker) = Page(all, static r => r.Order, input.Marker, input.MaxItems);
        return new GetAccountAuthorizationDetailsOutput
        {
            UserDetailList = [.. rows.Select(static r => r.Detail).OfType<UserDetail>()],
            GroupDetailList = [.. rows.Select(static r => r.Detail).OfType<GroupDetail>()],
            RoleDetailList = [.. rows.Select(static r => r.Detail).OfType<RoleDetail>()],
            Policies = [.. rows.Select(static r => r.Detail).OfType<ManagedPolicyDetail>()],
            IsTruncated = marker is not null,
            Marker = marker,
        };
    }

    private static IReadOnlyList<PolicyDetail> InlineOf(EntityRecord e) => [.. e.InlineMap.Select(static p => new PolicyDetail { PolicyName = p.Key, PolicyDocument = Encoded(p.Value) })];

    private static IReadOnlyList<AttachedPolicy> AttachedOf(EntityRecord e) => [.. e.AttachedList.Select(static a => new AttachedPolicy { PolicyName = Arns.NameOf(a), PolicyArn = a })];

    private static UserDetail Detail(EntityRecord u, CallContext call) => new()
    {
        Path = u.Path,
        UserName = u.Name,
        UserId = u.Id,
        Arn = u.ArnIn(call.Account, EntityKind.User),
        CreateDate = u.Created,
        UserPolicyList = u.Inline is { Count: > 0 } ? InlineOf(u) : null,
        GroupList = u.Groups ?? [],
        AttachedManagedPolicies = AttachedOf(u),
        PermissionsBoundary = Boundary(u),
        Tags = TagsOf(u) ?? [],
    };

    private static GroupDetail GroupDetailOf(EntityRecord g, CallContext call) => new()
    {
        Path = g.Path, GroupName = g.Name, GroupId = g.Id, Arn = g.ArnIn(call.Account, EntityKind.Group), CreateDate = g.Created, GroupPolicyList = InlineOf(g), AttachedManagedPolicies = AttachedOf(g),
    };

    private async ValueTask<RoleDetail> DetailAsync(IReadTransaction tx, CallContext call, EntityRecord r)
    {
        var profiles = new List<InstanceProfile>();
        foreach (var (_, profile) in await IamTables.Entities.RangeAsync(tx, IamTables.Entities.Prefix(call.Account, EntityKind.Profile)))
        {
            if (profile.Role == r.Name) profiles.Add(await ShapeAsync(tx, call, profile));
        }
        return new RoleDetail
        {
            Path = r.Path,
            RoleName = r.Name,
            RoleId = r.Id,
            Arn = r.ArnIn(call.Account, EntityKind.Role),
            CreateDate = r.Created,
            AssumeRolePolicyDocument = Encoded(r.Trust!),
            InstanceProfileList = profiles,
            RolePolicyList = InlineOf(r),
            AttachedManagedPolicies = AttachedOf(r),
            PermissionsBoundary = Boundary(r),
            Tags = TagsOf(r) ?? [],
            RoleLastUsed = await LastUsedAsync(tx, call, r),
        };
    }

    private static async ValueTask<ManagedPolicyDetail> PolicyDetailAsync(IReadTransaction tx, CallContext call, EntityRecord p)
    {
        var arn = p.ArnIn(call.Account, EntityKind.Policy);
        var (attached, boundaries) = await UsesAsync(tx, call, arn);
        return new ManagedPolicyDetail
        {
            PolicyName = p.Name,
            PolicyId = p.Id,
            Arn = arn,
            Path = p.Path,
            DefaultVersionId = $"v{p.DefaultVersion}",
            AttachmentCount = (int)attached,
            PermissionsBoundaryUsageCount = (int)boundaries,
            IsAttachable = true,
            Description = p.Description,
            CreateDate = p.Created,
            UpdateDate = p.Updated,
            PolicyVersionList = [.. p.Versions!.Reverse().Select(v => Shape(p, v, withDocument: true))],
        };
    }

    private static ManagedPolicyDetail DetailOf(ManagedPolicy p, long attached, long boundaries) => new()
    {
        PolicyName = p.Name,
        PolicyId = p.Id,
        Arn = p.Arn,
        Path = p.Path,
        DefaultVersionId = p.VersionId,
        AttachmentCount = (int)attached,
        PermissionsBoundaryUsageCount = (int)boundaries,
        IsAttachable = true,
        CreateDate = p.Created,
        UpdateDate = p.Updated,
        PolicyVersionList = [new PolicyVersion { VersionId = p.VersionId, IsDefaultVersion = true, CreateDate = p.Updated, Document = Encoded(p.Document) }],
    };
}
