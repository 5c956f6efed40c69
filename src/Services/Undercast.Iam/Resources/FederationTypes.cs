using System.Text.Json.Nodes;
using Undercast.Cloud;

namespace Undercast.Iam;

/// <summary>What the small resources have in common: one operation makes them, one changes them, one removes them, and tags come and go.</summary>
internal abstract class TaggedType(string name, string noun, string key) : ResourceType(name)
{
    protected string Key => key;

    protected ValueTask RetagAsync(ResourceCall call, string id) => call.RetagAsync(new TagOperations("iam", $"List{noun}Tags", $"Tag{noun}", $"Untag{noun}", key) { AsList = true }, id);

    protected JsonObject With(string id, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var input = new JsonObject { [key] = id };
        foreach (var (name, value) in more) input[name] = value;
        return input;
    }

    protected static JsonObject Tagged(ResourceCall call, JsonObject input)
    {
        if (call.TagList() is { } tags) input["Tags"] = tags;
        return input;
    }

    protected async ValueTask RemoveAsync(ResourceCall call, string operation, string id) => await call.TrySendAsync("iam", operation, With(id), static e => e is NoSuchEntityException);
}

/// <summary><c>AWS::IAM::OIDCProvider</c>; <c>Ref</c> is its ARN.</summary>
internal sealed class OidcProviderType() : TaggedType("AWS::IAM::OIDCProvider", "OpenIDConnectProvider", "OpenIDConnectProviderArn")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var input = call.Pick("Url", "ThumbprintList");
        if (call.Properties["ClientIdList"] is { } clients) input["ClientIDList"] = clients.DeepClone();
        await call.MakeAsync("iam", "CreateOpenIDConnectProvider", Tagged(call, input));
        // AWS: the URL without its scheme names the provider.
        return Model($"arn:{call.Partition}:iam::{call.Account}:oidc-provider/{call.Text("Url")!["https://".Length..]}");
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        var (before, after) = (ResourceCall.Texts(call.Previous, "ClientIdList"), ResourceCall.Texts(call.Properties, "ClientIdList"));
        foreach (var client in before.Except(after)) await call.SendAsync("iam", "RemoveClientIDFromOpenIDConnectProvider", With(id, ("ClientID", client)));
        foreach (var client in after.Except(before)) await call.SendAsync("iam", "AddClientIDToOpenIDConnectProvider", With(id, ("ClientID", client)));
        if (call.Properties["ThumbprintList"] is { } thumbprints) await call.SendAsync("iam", "UpdateOpenIDConnectProviderThumbprint", With(id, ("ThumbprintList", thumbprints.DeepClone())));
        await RetagAsync(call, id);
        return Model(id);
    }

    public override ValueTask DeleteAsync(ResourceCall call, string id) => RemoveAsync(call, "DeleteOpenIDConnectProvider", id);

    private static ResourceModel Model(string arn) => new(arn) { Attributes = new JsonObject { ["Arn"] = arn } };
}

/// <summary><c>AWS::IAM::SAMLProvider</c>; <c>Ref</c> is its ARN.</summary>
internal sealed class SamlProviderType() : TaggedType("AWS::IAM::SAMLProvider", "SAMLProvider", "SAMLProviderArn")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        Check(call);
        var name = call.Text("Name") ?? call.MakeName(128);
        await call.MakeAsync("iam", "CreateSAMLProvider", Tagged(call, new JsonObject { ["Name"] = name, ["SAMLMetadataDocument"] = call.Text("SamlMetadataDocument") }));
        return await ModelAsync(call, $"arn:{call.Partition}:iam::{call.Account}:saml-provider/{name}");
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        Check(call);
        await call.SendAsync("iam", "UpdateSAMLProvider", With(id, ("SAMLMetadataDocument", call.Text("SamlMetadataDocument"))));
        await RetagAsync(call, id);
        return await ModelAsync(call, id);
    }

    public override ValueTask DeleteAsync(ResourceCall call, string id) => RemoveAsync(call, "DeleteSAMLProvider", id);

    private static void Check(ResourceCall call) => call.Refuse("AssertionEncryptionMode", "AddPrivateKey", "RemovePrivateKey", "PrivateKeyList");

    private async ValueTask<ResourceModel> ModelAsync(ResourceCall call, string arn)
    {
        var provider = await call.SendAsync("iam", "GetSAMLProvider", With(arn));
        return new ResourceModel(arn) { Attributes = new JsonObject { ["Arn"] = arn, ["SamlProviderUUID"] = (string?)provider["SAMLProviderUUID"] } };
    }
}

/// <summary><c>AWS::IAM::VirtualMFADevice</c>; <c>Ref</c> is its serial number.</summary>
internal sealed class VirtualMfaDeviceType() : TaggedType("AWS::IAM::VirtualMFADevice", "MFADevice", "SerialNumber")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        // Nobody can show codes of a device that is being made.
        if (ResourceCall.Texts(call.Properties, "Users").Count > 0) throw Kernel.CommonException.NotSupported("The property Users of a new device");
        var input = call.Pick("Path");
        var name = call.Text("VirtualMfaDeviceName") ?? call.MakeName(128);
        input["VirtualMFADeviceName"] = name;
        await call.MakeAsync("iam", "CreateVirtualMFADevice", Tagged(call, input));
        return Model($"arn:{call.Partition}:iam::{call.Account}:mfa{call.Text("Path") ?? "/"}{name}");
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        foreach (var user in ResourceCall.Texts(call.Previous, "Users").Except(ResourceCall.Texts(call.Properties, "Users")))
            await call.TrySendAsync("iam", "DeactivateMFADevice", With(id, ("UserName", user)), static e => e is NoSuchEntityException);
        await RetagAsync(call, id);
        return Model(id);
    }

    public override async ValueTask DeleteAsync(ResourceCall call, string id)
    {
        foreach (var user in ResourceCall.Texts(call.Properties, "Users")) await call.TrySendAsync("iam", "DeactivateMFADevice", With(id, ("UserName", user)), static e => e is NoSuchEntityException);
        await RemoveAsync(call, "DeleteVirtualMFADevice", id);
    }

    private static ResourceModel Model(string serial) => new(serial) { Attributes = new JsonObject { ["SerialNumber"] = serial } };
}

/// <summary><c>AWS::IAM::ServerCertificate</c>; <c>Ref</c> is its name.</summary>
internal sealed class ServerCertificateType() : TaggedType("AWS::IAM::ServerCertificate", "ServerCertificate", "ServerCertificateName")
{
    public override async ValueTask<ResourceModel> CreateAsync(ResourceCall call)
    {
        var name = call.Text(Key) ?? call.MakeName(128);
        var input = call.Pick("Path", "CertificateBody", "CertificateChain", "PrivateKey");
        input[Key] = name;
        var metadata = (await call.MakeAsync("iam", "UploadServerCertificate", Tagged(call, input)))?["ServerCertificateMetadata"] ?? (await call.SendAsync("iam", "GetServerCertificate", With(name)))["ServerCertificate"]!["ServerCertificateMetadata"];
        return Model(name, (JsonObject)metadata!);
    }

    public override async ValueTask<ResourceModel> UpdateAsync(ResourceCall call, string id)
    {
        if (call.Text("Path") is { } path && path != (string?)call.Previous?["Path"]) await call.SendAsync("iam", "UpdateServerCertificate", With(id, ("NewPath", path)));
        await RetagAsync(call, id);
        return Model(id, (JsonObject)(await call.SendAsync("iam", "GetServerCertificate", With(id)))["ServerCertificate"]!["ServerCertificateMetadata"]!);
    }

    public override ValueTask DeleteAsync(ResourceCall call, string id) => RemoveAsync(call, "DeleteServerCertificate", id);

    private static ResourceModel Model(string name, JsonObject metadata) => new(name) { Attributes = new JsonObject { ["Arn"] = (string?)metadata["Arn"] } };
}
