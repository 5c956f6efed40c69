using Undercast.Kernel;

namespace Undercast.Iam;

/// <summary>ARNs of this service.</summary>
internal static class Arns
{
    /// <summary>Reads <c>arn:aws:iam::account:kind/path/name</c>.</summary>
    public static bool TryParse(string text, string kind, out string account, out string path, out string name)
    {
        account = path = name = "";
        if (!Arn.TryParse(text, out var arn) || arn.Service != "iam" || !arn.Resource.StartsWith(kind + "/", StringComparison.Ordinal)) return false;
        // The name of an OpenID Connect provider is its URL, which has slashes of its own.
        var slash = kind == EntityKind.Oidc ? kind.Length : arn.Resource.LastIndexOf('/');
        account = arn.Account;
        path = arn.Resource[kind.Length..(slash + 1)];
        name = arn.Resource[(slash + 1)..];
        return name.Length > 0;
    }

    public static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}

/// <summary>Resource ARNs for the contract's authorisation templates.</summary>
/// <remarks>Differs: an entity that exists is named without its path, which its name alone does not tell.</remarks>
public static class IamResources
{
    /// <summary>The user of that name; without one, the caller.</summary>
    public static string User(string? userName, CallContext call) =>
        userName is null && call.Caller.Kind != PrincipalKind.Root ? call.Caller.Arn : Of(call, EntityKind.User, null, userName ?? "");

    /// <summary>The user to be made.</summary>
    public static string NewUser(CreateUserInput input, CallContext call) => Of(call, EntityKind.User, input.Path, input.UserName);

    /// <summary>The role to be made.</summary>
    public static string NewRole(CreateRoleInput input, CallContext call) => Of(call, EntityKind.Role, input.Path, input.RoleName);

    /// <summary>The group to be made.</summary>
    public static string NewGroup(CreateGroupInput input, CallContext call) => Of(call, EntityKind.Group, input.Path, input.GroupName);

    /// <summary>The managed policy to be made.</summary>
    public static string NewPolicy(CreatePolicyInput input, CallContext call) => Of(call, EntityKind.Policy, input.Path, input.PolicyName);

    /// <summary>The OpenID Connect provider of that URL.</summary>
    public static string Oidc(string url, CallContext call) => $"arn:{call.Partition}:iam::{call.Account}:{EntityKind.Oidc}/{IssuerUrl.NameOf(url)}";

    /// <summary>The server certificate to be kept.</summary>
    public static string NewServerCertificate(UploadServerCertificateInput input, CallContext call) => Of(call, EntityKind.Certificate, input.Path, input.ServerCertificateName);

    private static string Of(CallContext call, string kind, string? path, string name) => $"arn:{call.Partition}:iam::{call.Account}:{kind}{path ?? "/"}{name}";
}
