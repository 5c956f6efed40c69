using System.Text.Json;

namespace Undercast.Cognito.Tests;

public sealed class SettingsTests : HostedFixture
{
    [Fact]
    public async Task A_domain_is_made_described_changed_and_removed()
    {
        var pool = (await PoolAsync()).Id!;
        Assert.Equal(1, (await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = "shop", UserPoolId = pool }, Call)).ManagedLoginVersion);
        var described = (await Service.DescribeUserPoolDomain(new DescribeUserPoolDomainInput { Domain = "shop" }, Call)).DomainDescription!;
        Assert.Equal((pool, Account, "shop", "ACTIVE"), (described.UserPoolId, described.AWSAccountId, described.Domain, described.Status));
        Assert.Equal("shop", (await Service.DescribeUserPool(new DescribeUserPoolInput { UserPoolId = pool }, Call)).UserPool!.Domain);
        Assert.Null((await Service.DescribeUserPoolDomain(new DescribeUserPoolDomainInput { Domain = "none" }, Call)).DomainDescription!.Domain);
        Assert.Equal(2, (await Service.UpdateUserPoolDomain(new UpdateUserPoolDomainInput { Domain = "shop", UserPoolId = pool, ManagedLoginVersion = 2 }, Call)).ManagedLoginVersion);
        Assert.Equal("User pool cannot be deleted. It has a domain configured that should be deleted first.",
            await RefusedAsync<InvalidParameterException>(() => Service.DeleteUserPool(new DeleteUserPoolInput { UserPoolId = pool }, Call).AsTask()));
        var other = (await PoolAsync()).Id!;
        Assert.Equal("Domain already associated with another user pool",
            await RefusedAsync<InvalidParameterException>(() => Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = "shop", UserPoolId = other }, Call).AsTask()));
        Assert.Equal("Domain cannot contain reserved word: cognito",
            await RefusedAsync<InvalidParameterException>(() => Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = "my-cognito", UserPoolId = other }, Call).AsTask()));
        await RefusedAsync<InvalidParameterException>(() => Service.DeleteUserPoolDomain(new DeleteUserPoolDomainInput { Domain = "shop", UserPoolId = other }, Call).AsTask());
        await Service.DeleteUserPoolDomain(new DeleteUserPoolDomainInput { Domain = "shop", UserPoolId = pool }, Call);
        await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = "shop", UserPoolId = other }, Call);
        await Service.DeleteUserPool(new DeleteUserPoolInput { UserPoolId = pool }, Call);
    }

    [Fact]
    public async Task A_domain_of_ones_own_serves_the_pages_too()
    {
        var (pool, client) = await HostedAsync();
        var made = await Service.CreateUserPoolDomain(
            new CreateUserPoolDomainInput { Domain = "login.shop.localhost", UserPoolId = pool, CustomDomainConfig = new() { CertificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/c" } }, Call);
        Assert.EndsWith(".cloudfront.net", made.CloudFrontDomain);
        Site = "http://login.shop.localhost:4566";
        Assert.Equal("Sign in", (await AuthorizeAsync(client)).Heading);
        Site = "http://localhost:4566/_aws/auth/us-east-1/people";
        var page = await Web.SendAsync("GET", new Uri(Url("/login", client)));
        Assert.StartsWith("/_aws/auth/us-east-1/people/login?", page.Form().Action);
        Assert.Equal(404, (await Web.SendAsync("GET", new Uri("http://nobody.auth.us-east-1.localhost/login"))).Status);
        Assert.False(await Planes[1].ClaimsAsync("my.auth.us-east-1.s3.us-east-1.localhost", "/", default));
        Assert.False(await Planes[1].ClaimsAsync("s3.us-east-1.localhost", "/login", default));
    }

    [Fact]
    public async Task Discovery_names_the_endpoints_where_there_is_a_domain()
    {
        var (pool, _) = await HostedAsync();
        var local = (await Web.SendAsync("GET", new Uri($"http://localhost:4566/{pool}/.well-known/openid-configuration"))).Json;
        Assert.Equal("http://localhost:4566/_aws/auth/us-east-1/people/oauth2/token", (string?)local["token_endpoint"]);
        var aws = (await Web.SendAsync("GET", new Uri($"https://cognito-idp.us-east-1.amazonaws.com/{pool}/.well-known/openid-configuration"))).Json;
        Assert.Equal("https://people.auth.us-east-1.amazoncognito.com/oauth2/authorize", (string?)aws["authorization_endpoint"]);
    }

    [Fact]
    public async Task Resource_servers_offer_scopes()
    {
        var pool = (await PoolAsync()).Id!;
        ResourceServerScopeType Scope(string name) => new() { ScopeName = name, ScopeDescription = name };
        await Service.CreateResourceServer(new CreateResourceServerInput { UserPoolId = pool, Identifier = "orders", Name = "Orders", Scopes = [Scope("read")] }, Call);
        Assert.Equal($"{pool} already has identifier orders",
            await RefusedAsync<InvalidParameterException>(() => Service.CreateResourceServer(new CreateResourceServerInput { UserPoolId = pool, Identifier = "orders", Name = "Orders" }, Call).AsTask()));
        await Service.UpdateResourceServer(new UpdateResourceServerInput { UserPoolId = pool, Identifier = "orders", Name = "All orders", Scopes = [Scope("read"), Scope("write")] }, Call);
        Assert.Equal(2, (await Service.DescribeResourceServer(new DescribeResourceServerInput { UserPoolId = pool, Identifier = "orders" }, Call)).ResourceServer.Scopes!.Count);
        Assert.Equal("All orders", Assert.Single((await Service.ListResourceServers(new ListResourceServersInput { UserPoolId = pool }, Call)).ResourceServers).Name);
        Assert.NotNull(await HostedClientAsync(pool, i => i with { AllowedOAuthScopes = ["openid", "orders/write"] }));
        await Service.DeleteResourceServer(new DeleteResourceServerInput { UserPoolId = pool, Identifier = "orders" }, Call);
        Assert.Equal("Resource server orders does not exist.",
            await RefusedAsync<ResourceNotFoundException>(() => Service.DescribeResourceServer(new DescribeResourceServerInput { UserPoolId = pool, Identifier = "orders" }, Call).AsTask()));
    }

    [Fact]
    public async Task Settings_of_clients_that_could_not_work_are_refused()
    {
        var pool = (await PoolAsync()).Id!;
        Task<string> Refused<T>(Func<CreateUserPoolClientInput, CreateUserPoolClientInput> with)
            where T : Exception => RefusedAsync<T>(() => HostedClientAsync(pool, with));
        Assert.Equal("AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.", await Refused<InvalidParameterException>(i => i with { AllowedOAuthScopes = null }));
        Assert.Equal("client_credentials flow can not be selected along with code flow or implicit flow.", await Refused<InvalidOAuthFlowException>(i => i with { AllowedOAuthFlows = ["code", "client_credentials"] }));
        Assert.Equal("client_credentials flow can not be selected if client does not have a client secret.", await Refused<InvalidOAuthFlowException>(i => i with { AllowedOAuthFlows = ["client_credentials"] }));
        Assert.Equal("Invalid scope requested: orders/read", await Refused<ScopeDoesNotExistException>(i => i with { AllowedOAuthScopes = ["orders/read"] }));
        Assert.Equal("http://app.example.com/ cannot use the HTTP protocol.", await Refused<InvalidParameterException>(i => i with { CallbackURLs = ["http://app.example.com/"] }));
        Assert.Equal("https://a.example.com/#x cannot contain a fragment.", await Refused<InvalidParameterException>(i => i with { LogoutURLs = ["https://a.example.com/#x"] }));
        Assert.Equal("javascript:alert(1) is not a valid URI.", await Refused<InvalidParameterException>(i => i with { CallbackURLs = ["javascript:alert(1)"] }));
        Assert.Equal("Default redirect URI must be in the list of callback URLs.", await Refused<InvalidParameterException>(i => i with { DefaultRedirectURI = "https://b.example.com/" }));
        Assert.Equal($"The provider Google does not exist for User Pool {pool}.", await Refused<InvalidParameterException>(i => i with { SupportedIdentityProviders = ["Google"] }));
        Assert.NotNull(await HostedClientAsync(pool, i => i with { CallbackURLs = ["myapp://back", "http://localhost:3000/", "http://127.0.0.1/"] }));
    }

    [Fact]
    public async Task Pages_wear_a_customers_logo_and_style()
    {
        var pool = (await PoolAsync()).Id!;
        byte[] image = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];
        Assert.Equal("There has to be an existing domain associated with this user pool",
            await RefusedAsync<InvalidParameterException>(() => Service.SetUICustomization(new SetUICustomizationInput { UserPoolId = pool, CSS = "" }, Call).AsTask()));
        await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = Prefix, UserPoolId = pool }, Call);
        var client = await HostedClientAsync(pool);
        const string css = ".submitButton-customizable { background-color: rebeccapurple; }";
        var set = (await Service.SetUICustomization(new SetUICustomizationInput { UserPoolId = pool, CSS = css, ImageFile = image }, Call)).UICustomization;
        Assert.Equal(("ALL", css), (set.ClientId, set.CSS));
        Assert.Equal(css, (await Service.GetUICustomization(new GetUICustomizationInput { UserPoolId = pool, ClientId = client.ClientId }, Call)).UICustomization.CSS);
        var page = await AuthorizeAsync(client);
        Assert.Contains(css, page.Text);
        Assert.DoesNotContain("prefers-color-scheme", page.Text);
        Assert.Contains($"src=\"data:image/png;base64,{Convert.ToBase64String(image)}\"", page.Text.Replace("&#x2B;", "+", StringComparison.Ordinal));
        Assert.Equal(200, (await Web.SendAsync("GET", new Uri(set.ImageUrl!.Replace("https://people.auth.us-east-1.amazoncognito.com", Site, StringComparison.Ordinal)))).Status);
        foreach (var bad in (string[])["</style><script>", "body { color: red }", ".submitButton-customizable { background: url(https://evil.example) }", "@import 'x';", ".label-customizable { color: red", ".x{}"])
        {
            await RefusedAsync<InvalidParameterException>(() => Service.SetUICustomization(new SetUICustomizationInput { UserPoolId = pool, CSS = bad }, Call).AsTask());
        }
        await RefusedAsync<InvalidParameterException>(() => Service.SetUICustomization(new SetUICustomizationInput { UserPoolId = pool, ImageFile = [1, 2, 3, 4] }, Call).AsTask());
    }

    [Fact]
    public async Task Managed_login_wears_its_branding()
    {
        var (pool, client) = await HostedAsync();
        await Service.UpdateUserPoolDomain(new UpdateUserPoolDomainInput { Domain = Prefix, UserPoolId = pool, ManagedLoginVersion = 2 }, Call);
        JsonElement Settings(string color) => JsonDocument.Parse("""{"components":{"primaryButton":{"lightMode":{"defaults":{"backgroundColor":"COLOR"}}}}}""".Replace("COLOR", color, StringComparison.Ordinal)).RootElement;
        var made = (await Service.CreateManagedLoginBranding(new CreateManagedLoginBrandingInput { UserPoolId = pool, ClientId = client.ClientId!, Settings = Settings("0972d3ff") }, Call)).ManagedLoginBranding!;
        Assert.Contains("--accent:#0972d3ff;", (await AuthorizeAsync(client)).Text);
        await RefusedAsync<ManagedLoginBrandingExistsException>(() => Service.CreateManagedLoginBranding(new CreateManagedLoginBrandingInput { UserPoolId = pool, ClientId = client.ClientId! }, Call).AsTask());
        await Service.UpdateManagedLoginBranding(
            new UpdateManagedLoginBrandingInput
            {
                UserPoolId = pool, ManagedLoginBrandingId = made.ManagedLoginBrandingId, Settings = Settings("red;}</style>"),
                Assets = [new() { Category = "FORM_LOGO", ColorMode = "LIGHT", Extension = "PNG", Bytes = [1, 2, 3] }],
            },
            Call);
        var page = (await AuthorizeAsync(client)).Text;
        Assert.DoesNotContain("red;", page);
        Assert.Contains("data:image/png;base64,AQID", page);
        Assert.Single((await Service.DescribeManagedLoginBranding(new DescribeManagedLoginBrandingInput { UserPoolId = pool, ManagedLoginBrandingId = made.ManagedLoginBrandingId! }, Call)).ManagedLoginBranding!.Assets!);
        Assert.Equal(made.ManagedLoginBrandingId,
            (await Service.DescribeManagedLoginBrandingByClient(new DescribeManagedLoginBrandingByClientInput { UserPoolId = pool, ClientId = client.ClientId! }, Call)).ManagedLoginBranding!.ManagedLoginBrandingId);
        await Service.DeleteManagedLoginBranding(new DeleteManagedLoginBrandingInput { UserPoolId = pool, ManagedLoginBrandingId = made.ManagedLoginBrandingId! }, Call);
        await RefusedAsync<ResourceNotFoundException>(() =>
            Service.DescribeManagedLoginBrandingByClient(new DescribeManagedLoginBrandingByClientInput { UserPoolId = pool, ClientId = client.ClientId! }, Call).AsTask());
    }
}
