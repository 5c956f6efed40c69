using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Storage;

namespace Undercast.Iam;

/// <summary>What policies can ask of users, roles and policies as resources.</summary>
internal sealed class IamFacts(IStore store) : IResourceFacts
{
    private static readonly string[] Kinds = [EntityKind.User, EntityKind.Role, EntityKind.Policy, EntityKind.Profile, EntityKind.Oidc, EntityKind.Saml, EntityKind.Certificate, EntityKind.Mfa];

    public string ActionPrefix => "iam";

    public async ValueTask<ResourceFacts?> OfAsync(string resource, CancellationToken ct)
    {
        foreach (var kind in Kinds)
        {
            if (!Arns.TryParse(resource, kind, out var account, out _, out var name)) continue;
            // AWS: policies that come with the cloud belong to nobody and may be named by everybody.
            if (account == "aws") return null;
            var entity = await store.ReadAsync(tx => IamTables.Entities.GetAsync(tx, EntityKey.Of(account, kind, name)), ct);
            return entity?.Tags is { Count: > 0 } tags ? new ResourceFacts { Tags = tags } : null;
        }
        return null;
    }

    public void AddConditionKeys(OperationDescriptor operation, object input, Permission permission, Action<string, string> keys)
    {
        switch (input)
        {
            case CreateUserInput { PermissionsBoundary: { } b }: keys("iam:PermissionsBoundary", b); break;
            case CreateRoleInput { PermissionsBoundary: { } b }: keys("iam:PermissionsBoundary", b); break;
            case PutUserPermissionsBoundaryInput { PermissionsBoundary: { } b }: keys("iam:PermissionsBoundary", b); break;
            case PutRolePermissionsBoundaryInput { PermissionsBoundary: { } b }: keys("iam:PermissionsBoundary", b); break;
            case AttachUserPolicyInput { PolicyArn: { } arn }: keys("iam:PolicyARN", arn); break;
            case AttachRolePolicyInput { PolicyArn: { } arn }: keys("iam:PolicyARN", arn); break;
            case AttachGroupPolicyInput { PolicyArn: { } arn }: keys("iam:PolicyARN", arn); break;
            case DetachUserPolicyInput { PolicyArn: { } arn }: keys("iam:PolicyARN", arn); break;
            case DetachRolePolicyInput { PolicyArn: { } arn }: keys("iam:PolicyARN", arn); break;
            case DetachGroupPolicyInput { PolicyArn: { } arn }: keys("iam:PolicyARN", arn); break;
            case CreateServiceLinkedRoleInput { AWSServiceName: { } service }: keys("iam:AWSServiceName", service); break;
        }
        var tags = input switch
        {
            CreateUserInput i => i.Tags,
            CreateRoleInput i => i.Tags,
            CreatePolicyInput i => i.Tags,
            CreateInstanceProfileInput i => i.Tags,
            CreateOpenIDConnectProviderInput i => i.Tags,
            CreateSAMLProviderInput i => i.Tags,
            CreateVirtualMFADeviceInput i => i.Tags,
            UploadServerCertificateInput i => i.Tags,
            TagOpenIDConnectProviderInput i => i.Tags,
            TagSAMLProviderInput i => i.Tags,
            TagMFADeviceInput i => i.Tags,
            TagServerCertificateInput i => i.Tags,
            TagUserInput i => i.Tags,
            TagRoleInput i => i.Tags,
            TagPolicyInput i => i.Tags,
            TagInstanceProfileInput i => i.Tags,
            _ => null,
        };
        foreach (var tag in tags ?? [])
        {
            keys($"aws:RequestTag/{tag.Key}", tag.Value);
            keys("aws:TagKeys", tag.Key);
        }
        var removed = input switch
        {
            UntagUserInput i => i.TagKeys,
            UntagRoleInput i => i.TagKeys,
            UntagPolicyInput i => i.TagKeys,
            UntagInstanceProfileInput i => i.TagKeys,
            UntagOpenIDConnectProviderInput i => i.TagKeys,
            UntagSAMLProviderInput i => i.TagKeys,
            UntagMFADeviceInput i => i.TagKeys,
            UntagServerCertificateInput i => i.TagKeys,
            _ => null,
        };
        foreach (var key in removed ?? []) keys("aws:TagKeys", key);
    }
}
