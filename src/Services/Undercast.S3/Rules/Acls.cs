using Undercast.Kernel;

namespace Undercast.S3;

/// <summary>Canned access control lists: as grants for those who ask, as policies for the evaluator.</summary>
internal static class Acls
{
    public const string Private = "private";
    public const string PublicRead = "public-read";
    public const string PublicReadWrite = "public-read-write";
    public const string AuthenticatedRead = "authenticated-read";
    public const string BucketOwnerFullControl = "bucket-owner-full-control";

    private const string AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
    private const string AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

    private static readonly string[] BucketAcls = [Private, PublicRead, PublicReadWrite, AuthenticatedRead];

    // AWS: what a permission of a list means as actions ("Mapping of ACL permissions and access policy permissions").
    private const string BucketRead = "\"s3:ListBucket\",\"s3:ListBucketVersions\",\"s3:ListBucketMultipartUploads\"";
    private const string ObjectRead = "\"s3:GetObject\",\"s3:GetObjectVersion\"";

    public static bool IsPublic(string? acl) => acl is PublicRead or PublicReadWrite or AuthenticatedRead;

    public static CommonException Blocked() => new(CommonError.AccessDenied, "Access Denied");

    public static void CheckBucket(string acl)
    {
        if (Array.IndexOf(BucketAcls, acl) < 0) throw new InvalidArgument("", "x-amz-acl", acl);
    }

    public static IReadOnlyList<Grant> Grants(string? acl, string owner)
    {
        var grants = new List<Grant> { new() { Grantee = new Grantee { Type = "CanonicalUser", ID = BucketNames.CanonicalId(owner) }, Permission = "FULL_CONTROL" } };
        if (acl is PublicRead or PublicReadWrite) grants.Add(Group(AllUsers, "READ"));
        if (acl == PublicReadWrite) grants.Add(Group(AllUsers, "WRITE"));
        if (acl == AuthenticatedRead) grants.Add(Group(AuthenticatedUsers, "READ"));
        return grants;
    }

    /// <summary>The canned list that grants come from, or null where they are none of them.</summary>
    public static string? Canned(IReadOnlyList<Grant>? grants, string owner)
    {
        foreach (var acl in BucketAcls)
        {
            var wanted = Grants(acl, owner);
            if (grants is not null && grants.Count == wanted.Count
                && wanted.All(w => grants.Any(g => g.Permission == w.Permission && g.Grantee?.URI == w.Grantee!.URI && (w.Grantee.ID is null || g.Grantee?.ID == w.Grantee.ID)))) return acl;
        }
        return null;
    }

    /// <summary>The bucket's own list as a policy, or null where it grants nobody else anything.</summary>
    public static string? BucketPolicy(BucketRecord bucket) => bucket.Acl switch
    {
        PublicRead => Policy(BucketRead, bucket.Arn, anonymous: true),
        PublicReadWrite => Policy($"{BucketRead},\"s3:PutObject\",\"s3:DeleteObject\"", $"{bucket.Arn}\",\"{bucket.Arn}/*", anonymous: true),
        AuthenticatedRead => Policy(BucketRead, bucket.Arn, anonymous: false),
        _ => null,
    };

    /// <summary>An object's list as a policy, or null.</summary>
    public static string? ObjectPolicy(string? acl, string arn) => acl switch
    {
        PublicRead or PublicReadWrite => Policy(ObjectRead, Escape(arn), anonymous: true),
        AuthenticatedRead => Policy(ObjectRead, Escape(arn), anonymous: false),
        _ => null,
    };

    private static Grant Group(string uri, string permission) => new() { Grantee = new Grantee { Type = "Group", URI = uri }, Permission = permission };

    private static string Policy(string actions, string resources, bool anonymous) =>
        $"{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[{actions}],\"Resource\":[\"{resources}\"]"
        + (anonymous ? "" : ",\"Condition\":{\"Null\":{\"aws:PrincipalAccount\":\"false\"}}") + "}]}";

    // A key may hold what means something in JSON and in a pattern; a pattern of the rest is exact enough only where those are named literally.
    private static string Escape(string arn) => System.Text.Json.JsonEncodedText.Encode(
        arn.Replace("$", "${$}", StringComparison.Ordinal).Replace("*", "${*}", StringComparison.Ordinal).Replace("?", "${?}", StringComparison.Ordinal)).ToString();
}
