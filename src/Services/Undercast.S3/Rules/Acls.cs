using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Access control lists: canned or as grants in what requests say, as grants for those who ask, as policies for the evaluator.</summary>
internal static class Acls
{
    public const string Private = "private";
    public const string PublicRead = "public-read";
    public const string PublicReadWrite = "public-read-write";
    public const string AuthenticatedRead = "authenticated-read";
    public const string BucketOwnerFullControl = "bucket-owner-full-control";
    public const string FullControl = "FULL_CONTROL";

    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
    private const string LogDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";
    private const int Most = 100;

    private static readonly string[] Groups = [AllUsers, AuthenticatedUsers, LogDelivery];
    private static readonly string[] Permissions = [FullControl, "READ", "WRITE", "READ_ACP", "WRITE_ACP"];
    private static readonly string[] BucketAcls = [Private, PublicRead, PublicReadWrite, AuthenticatedRead, "log-delivery-write", "bucket-owner-read", BucketOwnerFullControl];
    private static readonly string[] ObjectAcls = [Private, PublicRead, PublicReadWrite, AuthenticatedRead, "aws-exec-read", "bucket-owner-read", BucketOwnerFullControl];

    // AWS: what a permission of a list means as actions ("Mapping of ACL permissions and access policy permissions").
    private static readonly Dictionary<string, string[]> OnBucket = new()
    {
        ["READ"] = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
        ["WRITE"] = ["s3:PutObject", "s3:DeleteObject"],
        ["READ_ACP"] = ["s3:GetBucketAcl"],
        ["WRITE_ACP"] = ["s3:PutBucketAcl"],
    };

    private static readonly Dictionary<string, string[]> OnObject = new()
    {
        ["READ"] = ["s3:GetObject", "s3:GetObjectVersion"],
        ["WRITE"] = [],
        ["READ_ACP"] = ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"],
        ["WRITE_ACP"] = ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
    };

    public static bool IsPublic(string? canned, IReadOnlyList<GrantRecord>? grants) =>
        canned is PublicRead or PublicReadWrite or AuthenticatedRead || (grants?.Any(static g => g.Grantee is AllUsers or AuthenticatedUsers) ?? false);

    public static CommonException Blocked() => new(CommonError.AccessDenied, "Access Denied");

    /// <summary>The list that a request gives by name, by headers or by a document; nulls where it gives none.</summary>
    public static (string? Canned, IReadOnlyList<GrantRecord>? Grants) Read(IGrants input, AccessControlPolicy? document, string owner, bool ofBucket)
    {
        var headers = Headers(input);
        if (input.ACL is { } canned)
        {
            if (headers.Count > 0) throw new InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
            if (Array.IndexOf(ofBucket ? BucketAcls : ObjectAcls, canned) < 0) throw new InvalidArgument("", "x-amz-acl", canned);
            return (canned, null);
        }
        if (headers.Count > 0) return (null, headers);
        if (document is null) return (null, null);
        if (document.Owner?.ID is not { } id) throw new MalformedAcl();
        if (id != BucketNames.CanonicalId(owner)) throw Blocked();
        if (document.Grants is { Count: > Most }) throw new MalformedAcl();
        return (null, [.. (document.Grants ?? []).Select(Read)]);
    }

    /// <summary>Whether a list says no more than that the owner has everything, as is so without any.</summary>
    public static bool IsOwners(string? canned, IReadOnlyList<GrantRecord>? grants, string owner) =>
        grants is null ? canned is null or Private or BucketOwnerFullControl : grants is [{ Permission: FullControl } only] && only.Grantee == BucketNames.CanonicalId(owner);

    /// <summary>The grants of a list.</summary>
    public static IReadOnlyList<GrantRecord> Of(string? canned, IReadOnlyList<GrantRecord>? grants, string owner, string bucketOwner)
    {
        if (grants is not null) return grants;
        var own = new GrantRecord(BucketNames.CanonicalId(owner), FullControl);
        GrantRecord To(string grantee, string permission) => new(grantee, permission);
        return canned switch
        {
            PublicRead => [own, To(AllUsers, "READ")],
            PublicReadWrite => [own, To(AllUsers, "READ"), To(AllUsers, "WRITE")],
            AuthenticatedRead => [own, To(AuthenticatedUsers, "READ")],
            "log-delivery-write" => [own, To(LogDelivery, "WRITE"), To(LogDelivery, "READ_ACP")],
            "bucket-owner-read" when owner != bucketOwner => [own, To(BucketNames.CanonicalId(bucketOwner), "READ")],
            BucketOwnerFullControl when owner != bucketOwner => [own, To(BucketNames.CanonicalId(bucketOwner), FullControl)],
            _ => [own],
        };
    }

    public static IReadOnlyList<Grant> Shown(IReadOnlyList<GrantRecord> grants) =>
    [
        .. grants.Select(static g => new Grant
        {
            Grantee = Array.IndexOf(Groups, g.Grantee) >= 0 ? new Grantee { Type = "Group", URI = g.Grantee } : new Grantee { Type = "CanonicalUser", ID = g.Grantee },
            Permission = g.Permission,
        }),
    ];

    /// <summary>The bucket's own list as a policy, or null where it grants nobody else anything.</summary>
    public static string? BucketPolicy(BucketRecord bucket, bool ignorePublic) =>
        Policy(Of(bucket.Acl, bucket.Grants, bucket.Account, bucket.Account), bucket.Account, ignorePublic, OnBucket, $"\"{bucket.Arn}\",\"{bucket.Arn}/*\"");

    /// <summary>An object's list as a policy, or null.</summary>
    public static string? ObjectPolicy(ObjectRecord o, BucketRecord bucket, string arn, bool ignorePublic) =>
        Policy(Of(o.Acl, o.Grants, o.Owner, bucket.Account), bucket.Account, ignorePublic, OnObject, $"\"{Escape(arn)}\"");

    /// <summary>What keeps the bucket's owner from reading what another account has put into it, unless that account's list says otherwise; or null.</summary>
    public static string? ForeignPolicy(ObjectRecord o, BucketRecord bucket, string arn)
    {
        if (o.Owner == bucket.Account || o.Owner.Length == 0) return null;
        var granted = Of(o.Acl, o.Grants, o.Owner, bucket.Account).Where(g => g.Grantee is AllUsers or AuthenticatedUsers || AccountOf(g.Grantee) == bucket.Account)
            .SelectMany(static g => Actions(g.Permission, OnObject)).ToHashSet();
        var denied = Actions(FullControl, OnObject).Where(a => !granted.Contains(a)).ToList();
        return denied.Count == 0 ? null
            : $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":[{List(denied)}],\"Resource\":[\"{Escape(arn)}\"],"
                + $"\"Condition\":{{\"StringEquals\":{{\"aws:PrincipalAccount\":\"{bucket.Account}\"}}}}}}]}}";
    }

    private static string? Policy(IReadOnlyList<GrantRecord> grants, string owner, bool ignorePublic, Dictionary<string, string[]> meaning, string resources)
    {
        var statements = new List<string>();
        foreach (var grant in grants)
        {
            var actions = Actions(grant.Permission, meaning);
            if (actions.Count == 0 || (ignorePublic && grant.Grantee is AllUsers or AuthenticatedUsers)) continue;
            var principal = grant.Grantee switch
            {
                AllUsers or AuthenticatedUsers => "\"*\"",
                LogDelivery => "{\"Service\":\"logging.s3.amazonaws.com\"}",
                _ => AccountOf(grant.Grantee) is { } account && account != owner ? $"{{\"AWS\":\"arn:aws:iam::{account}:root\"}}" : null,
            };
            if (principal is null) continue;
            var condition = grant.Grantee == AuthenticatedUsers ? ",\"Condition\":{\"Null\":{\"aws:PrincipalAccount\":\"false\"}}" : "";
            statements.Add($"{{\"Effect\":\"Allow\",\"Principal\":{principal},\"Action\":[{List(actions)}],\"Resource\":[{resources}]{condition}}}");
        }
        return statements.Count == 0 ? null : $"{{\"Version\":\"2012-10-17\",\"Statement\":[{string.Join(',', statements)}]}}";
    }

    private static List<string> Actions(string permission, Dictionary<string, string[]> meaning) => permission == FullControl ? [.. meaning.Values.SelectMany(static a => a)] : [.. meaning[permission]];

    private static string List(IEnumerable<string> actions) => string.Join(',', actions.Select(static a => $"\"{a}\""));

    private static List<GrantRecord> Headers(IGrants input)
    {
        var grants = new List<GrantRecord>();
        foreach (var (header, permission) in ((string?, string)[])[(input.GrantFullControl, FullControl), (input.GrantRead, "READ"), (input.GrantWrite, "WRITE"), (input.GrantReadACP, "READ_ACP"), (input.GrantWriteACP, "WRITE_ACP")])
        {
            foreach (var entry in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = entry.IndexOf('=', StringComparison.Ordinal);
                var value = equals < 0 ? "" : entry[(equals + 1)..].Trim().Trim('"');
                grants.Add(new GrantRecord(Grantee(equals < 0 ? entry : entry[..equals].Trim(), value), permission));
            }
        }
        return grants.Count <= Most ? grants : throw new MalformedAcl();
    }

    private static GrantRecord Read(Grant grant)
    {
        if (grant.Grantee is not { } grantee || Array.IndexOf(Permissions, grant.Permission) < 0) throw new MalformedAcl();
        var (kind, value) = grantee.Type switch
        {
            "CanonicalUser" => ("id", grantee.ID),
            "Group" => ("uri", grantee.URI),
            "AmazonCustomerByEmail" => ("emailAddress", grantee.EmailAddress),
            _ => throw new MalformedAcl(),
        };
        return new GrantRecord(Grantee(kind, value ?? throw new MalformedAcl()), grant.Permission!);
    }

    private static string Grantee(string kind, string value) => kind switch
    {
        "id" => AccountOf(value) is not null ? value : throw new InvalidArgument("Invalid id", "CanonicalUser/ID", value),
        "uri" => Array.IndexOf(Groups, value) >= 0 ? value : throw new InvalidArgument("Invalid group uri", "Group/URI", value),
        // AWS: grants by address of mail are no longer made (since October 2025).
        "emailAddress" => throw CommonException.NotSupported("A grant to an address of mail"),
        _ => throw new InvalidArgument("Argument format not recognized", "x-amz-grant", $"{kind}={value}"),
    };

    private static string? AccountOf(string canonicalId) => BucketNames.AccountOf(canonicalId);

    // A key may hold what means something in JSON and in a pattern; a pattern of the rest is exact enough only where those are named literally.
    private static string Escape(string arn) => JsonEncodedText.Encode(
        arn.Replace("$", "${$}", StringComparison.Ordinal).Replace("*", "${*}", StringComparison.Ordinal).Replace("?", "${?}", StringComparison.Ordinal)).ToString();
}
