using Undercast.Cloud;
using Undercast.Kernel;

namespace Undercast.Iam;

/// <summary>AWS's texts.</summary>
internal static class IamFaults
{
    public static NoSuchEntityException Missing(string kind, string name) => new(kind switch
    {
        EntityKind.Profile => $"Instance Profile {name} cannot be found.",
        EntityKind.Certificate => $"The Server Certificate with name {name} cannot be found.",
        EntityKind.Mfa => $"VirtualMFADevice with serial number {name} doesn't exist.",
        EntityKind.Oidc => $"OpenIDConnect Provider not found for arn {name}",
        EntityKind.Saml => $"Manifest not found for arn {name}",
        _ => $"The {kind} with name {name} cannot be found.",
    });

    public static EntityAlreadyExistsException Exists(string kind, string name) => new(kind switch
    {
        EntityKind.Profile => $"Instance Profile {name} already exists.",
        EntityKind.Certificate => $"The Server Certificate with name {name} already exists.",
        EntityKind.Mfa => "MFADevice entity at the same path and name already exists.",
        EntityKind.Oidc => $"Provider with url https://{name} already exists.",
        EntityKind.Saml => $"Provider with name {name} already exists.",
        EntityKind.Policy => $"A policy called {name} already exists. Duplicate names are not allowed.",
        _ => $"{char.ToUpperInvariant(kind[0])}{kind[1..]} with name {name} already exists.",
    });

    public static NoSuchEntityException PolicyMissing(string arn) => new($"Policy {arn} was not found.");

    public static NoSuchEntityException NotAttachable(string arn) => new($"Policy {arn} does not exist or is not attachable.");

    public static LimitExceededException Quota(string what, int most) => new($"Cannot exceed quota for {what}: {most}");

    public static DeleteConflictException Conflict(string text) => new($"Cannot delete entity, must {text} first.");

    public static CommonException Validation(string text) => new(CommonError.Validation, text);

    /// <summary>Throws when a document is no policy of its kind.</summary>
    public static void CheckPolicy(string document, PolicyPurpose purpose)
    {
        if (PolicyChecker.Check(document, purpose) is { } reason) throw new MalformedPolicyDocumentException(reason);
    }

    // AWS: white space does not count towards the size of a policy.
    public static int SizeOf(string document) => document.Count(static c => !char.IsWhiteSpace(c));
}
