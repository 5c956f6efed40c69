using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Iam;

internal sealed partial class IamService
{
    private static readonly string[] Holders = [EntityKind.User, EntityKind.Role, EntityKind.Group];

    /// <summary>A policy in force for an entity.</summary>
    private sealed record PolicyInForce(string Name, string? Arn, string HolderKind, string HolderName, string Document);

    /// <summary>The policies of an entity; a user's groups' among them.</summary>
    private static async ValueTask<List<PolicyInForce>> PoliciesAsync(IReadTransaction tx, CallContext call, string kind, EntityRecord entity)
    {
        var found = entity.InlineMap.Select(p => new PolicyInForce(p.Key, null, kind, entity.Name, p.Value)).ToList();
        foreach (var arn in entity.AttachedList)
        {
            if (await TextAsync(tx, call, arn) is { } text) found.Add(new PolicyInForce(Arns.NameOf(arn), arn, kind, entity.Name, text));
        }
        foreach (var group in entity.Groups ?? []) found.AddRange(await PoliciesAsync(tx, call, EntityKind.Group, await FindAsync(tx, call, EntityKind.Group, group)));
        return found;
    }

    private static async ValueTask<string?> TextAsync(IReadTransaction tx, CallContext call, string arn) =>
        ManagedPolicies.Find(arn)?.Document ?? ((await OwnPolicyAsync(tx, call, arn)) is { } own ? own.Versions!.First(v => v.Number == own.DefaultVersion).Document : null);

    private static async ValueTask<(string Kind, EntityRecord Entity)> HolderAsync(IReadTransaction tx, CallContext call, string arn)
    {
        foreach (var kind in Holders)
        {
            if (Arns.TryParse(arn, kind, out var account, out _, out var name) && account == call.Account) return (kind, await FindAsync(tx, call, kind, name));
        }
        throw new InvalidInputException($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");
    }

    /// <summary>Users and roles that an ARN stands for: themselves, a group's members, a managed policy's holders; and what lets them use services.</summary>
    private static async ValueTask<(List<(string Kind, EntityRecord Entity)> Actors, List<string> Documents)> ReachAsync(IReadTransaction tx, CallContext call, string arn)
    {
        if (Arns.TryParse(arn, EntityKind.Policy, out _, out _, out _))
        {
            var text = await TextAsync(tx, call, arn) ?? throw IamFaults.PolicyMissing(arn);
            var actors = new List<(string, EntityRecord)>();
            foreach (var (key, _) in await IamTables.Attachments.RangeAsync(tx, IamTables.Attachments.Prefix(call.Account, arn, AttachmentKey.Permissions)))
            {
                var holder = await FindAsync(tx, call, key.Kind, key.FoldedName);
                if (key.Kind == EntityKind.Group) actors.AddRange(await MembersAsync(tx, call, holder));
                else actors.Add((key.Kind, holder));
            }
            return ([.. actors.DistinctBy(static a => a.Item2.Id)], [text]);
        }
        var (kind, entity) = await HolderAsync(tx, call, arn);
        return (kind == EntityKind.Group ? await MembersAsync(tx, call, entity) : [(kind, entity)], [.. (await PoliciesAsync(tx, call, kind, entity)).Select(static p => p.Document)]);
    }

    private static async ValueTask<List<(string Kind, EntityRecord Entity)>> MembersAsync(IReadTransaction tx, CallContext call, EntityRecord group)
    {
        var members = new List<(string, EntityRecord)>();
        foreach (var (key, _) in await IamTables.Members.RangeAsync(tx, IamTables.Members.Prefix(call.Account, group.Name.ToLowerInvariant()))) members.Add((EntityKind.User, await FindAsync(tx, call, EntityKind.User, key.FoldedUser)));
        return members;
    }

    /// <remarks>The report is made when it is asked for and kept under an id that is the entity's own: asking again replaces it.</remarks>
    public async ValueTask<GenerateServiceLastAccessedDetailsOutput> GenerateServiceLastAccessedDetails(GenerateServiceLastAccessedDetailsInput input, CallContext call)
    {
        var granularity = input.Granularity ?? "SERVICE_LEVEL";
        var services = await ReadAsync(
            call,
            async tx =>
            {
                var (actors, documents) = await ReachAsync(tx, call, input.Arn);
                var known = new List<(string Kind, EntityRecord Entity, IReadOnlyDictionary<string, UseRecord> Uses)>();
                foreach (var (kind, entity) in actors) known.Add((kind, entity, await uses.OfAsync(tx, call.Account, entity.Id)));
                return Apis.Where(api => documents.Any(d => PolicyTexts.Allows(d, api.Namespace))).Select(api => new ServiceUseRecord(
                    api.Name,
                    api.Namespace,
                    [.. known.Where(k => k.Uses.ContainsKey(api.Namespace)).Select(k => new EntityUseRecord(k.Kind, k.Entity.Name, k.Entity.Path, k.Entity.Id, k.Uses[api.Namespace])).OrderByDescending(static e => e.Use.At)])).ToList();
            });
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Account} {input.Arn} {granularity}")).AsSpan(0, 16)).ToString("D", CultureInfo.InvariantCulture);
        await store.WriteAsync(tx => IamTables.AccessReports.PutAsync(tx, new OwnerKey(call.Account, id), new AccessReportRecord(input.Arn, granularity, call.Now, services)), call.Cancelled);
        return new GenerateServiceLastAccessedDetailsOutput { JobId = id };
    }

    /// <summary>The services of this cloud: the prefix of their actions and their names.</summary>
    private IEnumerable<(string Namespace, string Name)> Apis =>
        modules.SelectMany(static m => m.Apis).Select(static a => (a.SigningName, a.Api.ServiceId ?? a.SigningName)).DistinctBy(static a => a.SigningName).OrderBy(static a => a.SigningName, StringComparer.Ordinal);

    private async ValueTask<AccessReportRecord> ReportAsync(CallContext call, string id) =>
        await ReadAsync(call, tx => IamTables.AccessReports.GetAsync(tx, new OwnerKey(call.Account, id))) ?? throw new NoSuchEntityException($"No job found with id {id}");

    private static string ArnOf(EntityUseRecord e, CallContext call) => $"arn:{call.Partition}:iam::{call.Account}:{e.Kind}{e.Path}{e.Name}";

    public async ValueTask<GetServiceLastAccessedDetailsOutput> GetServiceLastAccessedDetails(GetServiceLastAccessedDetailsInput input, CallContext call)
    {
        var report = await ReportAsync(call, input.JobId);
        var (rows, marker) = Page(report.Services, static s => s.Namespace, input.Marker, input.MaxItems);
        return new GetServiceLastAccessedDetailsOutput
        {
            JobStatus = "COMPLETED",
            JobType = report.Granularity,
            JobCreationDate = report.Made,
            JobCompletionDate = report.Made,
            ServicesLastAccessed = [.. rows.Select(s => new ServiceLastAccessed
            {
                ServiceName = s.Name,
                ServiceNamespace = s.Namespace,
                TotalAuthenticatedEntities = s.Entities.Count,
                LastAuthenticated = s.Entities is [var last, ..] ? last.Use.At : null,
                LastAuthenticatedEntity = s.Entities is [var who, ..] ? ArnOf(who, call) : null,
                LastAuthenticatedRegion = s.Entities is [var where, ..] ? where.Use.Region : null,
                TrackedActionsLastAccessed = report.Granularity == "ACTION_LEVEL" ? ActionsOf(s, call) : null,
            })],
            IsTruncated = marker is not null,
            Marker = marker,
        };
    }

    private static List<TrackedActionLastAccessed> ActionsOf(ServiceUseRecord service, CallContext call) =>
    [
        .. service.Entities.SelectMany(e => (e.Use.Actions ?? new Dictionary<string, DateTimeOffset>()).Select(a => (Name: a.Key, At: a.Value, Who: e)))
            .GroupBy(static a => a.Name).Select(static g => g.MaxBy(static a => a.At)).OrderBy(static a => a.Name, StringComparer.Ordinal)
            .Select(a => new TrackedActionLastAccessed { ActionName = a.Name, LastAccessedTime = a.At, LastAccessedEntity = ArnOf(a.Who, call), LastAccessedRegion = a.Who.Use.Region }),
    ];

    public async ValueTask<GetServiceLastAccessedDetailsWithEntitiesOutput> GetServiceLastAccessedDetailsWithEntities(GetServiceLastAccessedDetailsWithEntitiesInput input, CallContext call)
    {
        var report = await ReportAsync(call, input.JobId);
        var entities = report.Services.FirstOrDefault(s => s.Namespace == input.ServiceNamespace)?.Entities ?? [];
        var (rows, marker) = Page(entities.OrderBy(static e => e.Id, StringComparer.Ordinal), static e => e.Id, input.Marker, input.MaxItems);
        return new GetServiceLastAccessedDetailsWithEntitiesOutput
        {
            JobStatus = "COMPLETED",
            JobCreationDate = report.Made,
            JobCompletionDate = report.Made,
            EntityDetailsList = [.. rows.Select(e => new EntityDetails
            {
                EntityInfo = new EntityInfo { Arn = ArnOf(e, call), Name = e.Name, Type = e.Kind.ToUpperInvariant(), Id = e.Id, Path = e.Path }, LastAuthenticated = e.Use.At,
            })],
            IsTruncated = marker is not null,
            Marker = marker,
        };
    }

    public async ValueTask<ListPoliciesGrantingServiceAccessOutput> ListPoliciesGrantingServiceAccess(ListPoliciesGrantingServiceAccessInput input, CallContext call)
    {
        var policies = await ReadAsync(
            call,
            async tx =>
            {
                var (kind, entity) = await HolderAsync(tx, call, input.Arn);
                return await PoliciesAsync(tx, call, kind, entity);
            });
        return new ListPoliciesGrantingServiceAccessOutput
        {
            PoliciesGrantingServiceAccess = [.. input.ServiceNamespaces.Select(service => new ListPoliciesGrantingServiceAccessEntry
            {
                ServiceNamespace = service,
                Policies = [.. policies.Where(p => PolicyTexts.Allows(p.Document, service)).Select(static p => new PolicyGrantingServiceAccess
                {
                    PolicyName = p.Name,
                    PolicyType = p.Arn is null ? "INLINE" : "MANAGED",
                    PolicyArn = p.Arn,
                    // AWS: whose inline policy it is; a managed policy has no owner.
                    EntityType = p.Arn is null ? p.HolderKind.ToUpperInvariant() : null,
                    EntityName = p.Arn is null ? p.HolderName : null,
                })],
            })],
            IsTruncated = false,
        };
    }

    public ValueTask<GetContextKeysForCustomPolicyOutput> GetContextKeysForCustomPolicy(GetContextKeysForCustomPolicyInput input, CallContext call) =>
        new(new GetContextKeysForCustomPolicyOutput { ContextKeyNames = ContextKeys(input.PolicyInputList) });

    public async ValueTask<GetContextKeysForPrincipalPolicyOutput> GetContextKeysForPrincipalPolicy(GetContextKeysForPrincipalPolicyInput input, CallContext call)
    {
        var own = await ReadAsync(
            call,
            async tx =>
            {
                var (kind, entity) = await HolderAsync(tx, call, input.PolicySourceArn);
                return (await PoliciesAsync(tx, call, kind, entity)).Select(static p => p.Document).ToList();
            });
        return new GetContextKeysForPrincipalPolicyOutput { ContextKeyNames = [.. ContextKeys(input.PolicyInputList ?? []).Concat(own.SelectMany(PolicyTexts.ContextKeys)).Distinct(StringComparer.OrdinalIgnoreCase)] };
    }

    private static List<string> ContextKeys(IReadOnlyList<string> documents)
    {
        // Read once as policies, so that what is none is refused with its reason.
        Documents(documents);
        return [.. documents.SelectMany(PolicyTexts.ContextKeys).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
