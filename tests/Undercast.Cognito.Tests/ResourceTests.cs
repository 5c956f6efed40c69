using System.Buffers;
using System.Text.Json.Nodes;
using Undercast.Cloud;
using Undercast.Cognito.Identity;
using Undercast.Kernel;

namespace Undercast.Cognito.Tests;

public sealed class ResourceTests : Fixture
{
    private ResourceCall Wanted(ResourceType type, JsonObject properties, JsonObject? previous = null)
    {
        var typed = PropertyRules.Check(type.Schema, properties, out var findings);
        Assert.Empty(findings);
        return new ResourceCall
        {
            Calls = new Direct(this), Caller = Principal.Root(Account), Region = "us-east-1", Properties = typed, Previous = previous, LogicalId = "R", StackName = "s", StackId = "arn", Token = Guid.NewGuid(), Time = Time,
        };
    }

    [Fact]
    public async Task A_stack_makes_changes_and_removes_pools_with_all_that_belongs_to_them()
    {
        var (pools, clients, groups, identities, attachments) = (new UserPoolResource(), new UserPoolClientResource(), new UserPoolGroupResource(), new IdentityPoolResource(), new RoleAttachmentResource());
        var first = new JsonObject { ["AutoVerifiedAttributes"] = new JsonArray("email"), ["Schema"] = new JsonArray(new JsonObject { ["Name"] = "a", ["AttributeDataType"] = "String" }), ["UserPoolTags"] = new JsonObject { ["k"] = "v" } };
        var pool = await pools.CreateAsync(Wanted(pools, first));
        Assert.Equal($"https://cognito-idp.us-east-1.amazonaws.com/{pool.Id}", (string?)pool.Attributes["ProviderURL"]);
        Assert.EndsWith($"userpool/{pool.Id}", (string?)pool.Attributes["Arn"]);

        var second = (JsonObject)first.DeepClone();
        ((JsonArray)second["Schema"]!).Add(new JsonObject { ["Name"] = "b", ["AttributeDataType"] = "Number" });
        second["Policies"] = new JsonObject { ["PasswordPolicy"] = new JsonObject { ["MinimumLength"] = "10" } };
        await pools.UpdateAsync(Wanted(pools, second, first), pool.Id);
        var described = (await Service.DescribeUserPool(new DescribeUserPoolInput { UserPoolId = pool.Id }, Call)).UserPool!;
        Assert.Equal((22, 10), (described.SchemaAttributes!.Count, described.Policies!.PasswordPolicy!.MinimumLength));
        Assert.True(pools.NeedsReplacement(first, new JsonObject { ["UsernameAttributes"] = new JsonArray("email") }));

        var client = await clients.CreateAsync(Wanted(clients, new JsonObject { ["UserPoolId"] = pool.Id, ["GenerateSecret"] = true }));
        Assert.Equal(client.Id, (string?)client.Attributes["ClientId"]);
        Assert.NotNull(client.Attributes["ClientSecret"]);
        await clients.UpdateAsync(Wanted(clients, new JsonObject { ["UserPoolId"] = pool.Id, ["ClientName"] = "n" }), client.Id);
        var group = await groups.CreateAsync(Wanted(groups, new JsonObject { ["UserPoolId"] = pool.Id, ["GroupName"] = "g" }));
        await groups.UpdateAsync(Wanted(groups, new JsonObject { ["UserPoolId"] = pool.Id, ["GroupName"] = "g", ["Precedence"] = 4 }), group.Id);
        Assert.Equal(4, (await Service.GetGroup(new GetGroupInput { UserPoolId = pool.Id, GroupName = "g" }, Call)).Group!.Precedence);

        var identity = await identities.CreateAsync(Wanted(identities, new JsonObject
        {
            ["AllowUnauthenticatedIdentities"] = "true", ["CognitoIdentityProviders"] = new JsonArray(new JsonObject { ["ClientId"] = client.Id, ["ProviderName"] = (string?)pool.Attributes["ProviderName"] }),
        }));
        var roles = new JsonObject
        {
            ["IdentityPoolId"] = identity.Id, ["Roles"] = new JsonObject { ["authenticated"] = "arn:aws:iam::000000000000:role/r" },
            ["RoleMappings"] = new JsonObject { ["m"] = new JsonObject { ["Type"] = "Token", ["AmbiguousRoleResolution"] = "Deny", ["IdentityProvider"] = "p:c" } },
        };
        var attachment = await attachments.CreateAsync(Wanted(attachments, roles));
        Assert.Equal("p:c", Assert.Single((await Identities.GetIdentityPoolRoles(new GetIdentityPoolRolesInput { IdentityPoolId = identity.Id }, Call)).RoleMappings!).Key);
        await attachments.DeleteAsync(Wanted(attachments, roles), attachment.Id);
        Assert.Empty((await Identities.GetIdentityPoolRoles(new GetIdentityPoolRolesInput { IdentityPoolId = identity.Id }, Call)).Roles!);
        var bare = new JsonObject { ["UserPoolId"] = pool.Id };
        foreach (var _ in (int[])[1, 2])
        {
            await identities.DeleteAsync(Wanted(identities, new JsonObject { ["AllowUnauthenticatedIdentities"] = true }), identity.Id);
            await groups.DeleteAsync(Wanted(groups, (JsonObject)bare.DeepClone()), group.Id);
            await clients.DeleteAsync(Wanted(clients, (JsonObject)bare.DeepClone()), client.Id);
            await pools.DeleteAsync(Wanted(pools, []), pool.Id);
        }
    }

    [Fact]
    public async Task A_stack_makes_what_hosted_sign_in_needs()
    {
        var pool = (await PoolAsync()).Id!;
        JsonObject In(params (string Name, JsonNode? Value)[] more) => new([KeyValuePair.Create<string, JsonNode?>("UserPoolId", pool), .. more.Select(m => KeyValuePair.Create(m.Name, m.Value))]);
        var scopes = new JsonArray(new JsonObject { ["ScopeName"] = "read", ["ScopeDescription"] = "r" });
        var client = (await ClientAsync(pool)).ClientId!;
        (ResourceType Type, JsonObject First, JsonObject Second, string? Id)[] wanted =
        [
            (new UserPoolDomainResource(), In(("Domain", "shop")), In(("Domain", "shop"), ("ManagedLoginVersion", 2)), "shop"),
            (new ResourceServerResource(), In(("Identifier", "o"), ("Name", "n")), In(("Identifier", "o"), ("Name", "n"), ("Scopes", scopes)), "o"),
            (new IdentityProviderResource(), In(("ProviderName", "Google"), ("ProviderType", "Google"), ("ProviderDetails", new JsonObject { ["client_id"] = "c", ["client_secret"] = "s", ["authorize_scopes"] = "openid" })),
                In(("ProviderName", "Google"), ("ProviderType", "Google"), ("ProviderDetails", new JsonObject { ["client_id"] = "d", ["client_secret"] = "s", ["authorize_scopes"] = "openid" })), "Google"),
            (new CustomizationResource(), In(("ClientId", client), ("CSS", ".label-customizable { color: red; }")), In(("ClientId", client), ("CSS", ".label-customizable { color: blue; }")), null),
            (new UserPoolUserResource(), In(("Username", "ann"), ("MessageAction", "SUPPRESS")), In(("Username", "ann"), ("MessageAction", "SUPPRESS")), "ann"),
            (new ManagedLoginBrandingResource(), In(("ClientId", client), ("UseCognitoProvidedValues", true)), In(("ClientId", client), ("Settings", new JsonObject { ["a"] = 1 })), null),
        ];
        var made = new List<(ResourceType Type, JsonObject Properties, string Id)>();
        foreach (var (type, first, second, id) in wanted)
        {
            var model = await type.CreateAsync(Wanted(type, first));
            if (id is not null) Assert.Equal(id, model.Id);
            Assert.Equal(model.Id, (await type.UpdateAsync(Wanted(type, second, first), model.Id)).Id);
            made.Add((type, second, model.Id));
        }
        Assert.Equal(2, (await Service.DescribeUserPoolDomain(new DescribeUserPoolDomainInput { Domain = "shop" }, Call)).DomainDescription!.ManagedLoginVersion);
        Assert.Contains("blue", (await Service.GetUICustomization(new GetUICustomizationInput { UserPoolId = pool, ClientId = client }, Call)).UICustomization.CSS);
        Assert.Equal("d", (await Service.DescribeIdentityProvider(new DescribeIdentityProviderInput { UserPoolId = pool, ProviderName = "Google" }, Call)).IdentityProvider.ProviderDetails!["client_id"]);
        made.Reverse();
        foreach (var (type, properties, id) in made.Concat(made)) await type.DeleteAsync(Wanted(type, (JsonObject)properties.DeepClone()), id);
        await Service.DeleteUserPool(new DeleteUserPoolInput { UserPoolId = pool }, Call);
    }

    /// <summary>Calls as the pipeline makes them, without its decisions.</summary>
    private sealed class Direct(ResourceTests test) : ICloudCalls
    {
        public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => throw new NotSupportedException();

        public async ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
        {
            var target = (api == "cognito-idp" ? CognitoApi.Descriptor : CognitoIdentityApi.Descriptor).Operations[operation];
            var output = await target.Invoke(api == "cognito-idp" ? test.Service : test.Identities, target.ReadDocument(document), test.Call);
            var buffer = new ArrayBufferWriter<byte>();
            target.WriteDocument(output, buffer);
            return buffer.WrittenMemory;
        }
    }
}
