using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Undercast.Cloud;
using Undercast.Iam.Sts;
using Undercast.Kernel;

namespace Undercast.Iam.Tests;

public sealed class SamlTests : Fixture
{
    private const string Provider = "arn:aws:iam::000000000000:saml-provider/Okta";
    private const string Role = "arn:aws:iam::000000000000:role/staff";
    private const string EntityId = "https://idp.example.com/meta";

    // Making one takes longer than all that is done with it.
    private static readonly RSA Key = RSA.Create(2048);

    private static string Metadata(RSA key, string entityId = EntityId)
    {
        using var certificate = new CertificateRequest("CN=idp", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entityId}" validUntil="2080-01-01T00:00:00Z"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(certificate.RawData)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>
            """;
    }

    private XmlDocument Response(string assertionAttributes = "", string role = Role, string audience = "urn:amazon:webservices", string recipient = "https://signin.aws.amazon.com/saml", string issuer = EntityId, int expires = 5, string more = "")
    {
        string At(int minutes) => Time.GetUtcNow().AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml($"""
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r1" Version="2.0" IssueInstant="{At(0)}"><Issuer>{issuer}</Issuer>
            <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
            <Assertion ID="_a1" Version="2.0" IssueInstant="{At(0)}"{assertionAttributes}><Issuer>{issuer}</Issuer>
            <Subject><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ann@example.com</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData NotOnOrAfter="{At(expires)}" Recipient="{recipient}"/></SubjectConfirmation></Subject>
            <Conditions NotBefore="{At(-1)}" NotOnOrAfter="{At(expires)}"><AudienceRestriction><Audience>{audience}</Audience></AudienceRestriction></Conditions>
            <AttributeStatement>
            <Attribute Name="https://aws.amazon.com/SAML/Attributes/Role"><AttributeValue>{role},{Provider}</AttributeValue></Attribute>
            <Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><AttributeValue>ann</AttributeValue></Attribute>
            <Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.1"><AttributeValue>staff</AttributeValue><AttributeValue>member</AttributeValue></Attribute>{more}
            </AttributeStatement></Assertion></samlp:Response>
            """);
        return document;
    }

    private XmlDocument Signed(XmlDocument document, string name = "Assertion", RSA? key = null, string method = SignedXml.XmlDsigRSASHA256Url, string digest = SignedXml.XmlDsigSHA256Url)
    {
        var element = document.GetElementsByTagName(name == "Response" ? "samlp:Response" : name).OfType<XmlElement>().First();
        var xml = new SignedXml(element) { SigningKey = key ?? Key };
        xml.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        xml.SignedInfo.SignatureMethod = method;
        var reference = new Reference("#" + element.GetAttribute("ID")) { DigestMethod = digest };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        xml.AddReference(reference);
        xml.ComputeSignature();
        element.InsertAfter(document.ImportNode(xml.GetXml(), true), element.FirstChild);
        return document;
    }

    private async Task SetUpAsync(string condition = "{}")
    {
        await Iam.CreateSAMLProvider(new CreateSAMLProviderInput { Name = "Okta", SAMLMetadataDocument = Metadata(Key) }, Call);
        await RoleAsync("staff", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"{{Provider}}"},"Action":["sts:AssumeRoleWithSAML","sts:TagSession"],"Condition":{{condition}}}]}""");
    }

    private async Task<AssumeRoleWithSAMLOutput> AssumeAsync(string xml) => await Sts.AssumeRoleWithSAML(
        new AssumeRoleWithSAMLInput { RoleArn = Role, PrincipalArn = Provider, SAMLAssertion = Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)) }, As(Principal.Anonymous));

    private Task<string> InvalidAsync(XmlDocument document) => InvalidAsync(document.OuterXml);

    private Task<string> InvalidAsync(string xml) => RefusedAsync<InvalidIdentityTokenException>(() => AssumeAsync(xml));

    [Theory]
    [InlineData("Assertion")]
    [InlineData("Response")]
    public async Task A_signed_assertion_opens_a_role_and_its_attributes_are_conditionKeys(string signed)
    {
        await SetUpAsync($$"""{"StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml","saml:iss":"{{EntityId}}","saml:doc":"000000000000/Okta","saml:sub_type":"persistent"},"ForAnyValue:StringEquals":{"saml:edupersonaffiliation":"staff"} }""");
        var got = await AssumeAsync(Signed(Response(), signed).OuterXml);
        Assert.Equal(("ann@example.com", "persistent", EntityId, "https://signin.aws.amazon.com/saml", "arn:aws:sts::000000000000:assumed-role/staff/ann"), (got.Subject, got.SubjectType, got.Issuer, got.Audience, got.AssumedRoleUser!.Arn));
#pragma warning disable CA5350
        Assert.Equal(Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes($"{EntityId}000000000000/Okta"))), got.NameQualifier);
#pragma warning restore CA5350
        Assert.NotNull(await Directory.FindAsync(got.Credentials!.AccessKeyId, got.Credentials.SessionToken, default));
    }

    [Fact]
    public async Task Both_may_be_signed()
    {
        await SetUpAsync();
        Assert.Equal("ann@example.com", (await AssumeAsync(Signed(Signed(Response()), "Response").OuterXml)).Subject);
    }

    [Fact]
    public async Task Nothing_unsigned_altered_or_signed_by_another_is_believed()
    {
        await SetUpAsync();
        using var other = RSA.Create(2048);
        Assert.Equal("Response signature invalid", await InvalidAsync(Response()));
        Assert.Equal("Response signature invalid", await InvalidAsync(Signed(Response(), key: other)));
        Assert.Equal("Response signature invalid", await InvalidAsync(Signed(Response()).OuterXml.Replace("ann@example.com", "bob@example.com", StringComparison.Ordinal)));
        Assert.Equal("Response signature invalid", await InvalidAsync(Signed(Response(), method: SignedXml.XmlDsigRSASHA1Url)));
        Assert.Equal("Response signature invalid", await InvalidAsync(Signed(Response(), digest: SignedXml.XmlDsigSHA1Url)));
        Assert.Equal("Invalid SAML response", await InvalidAsync("<Response/>"));
        Assert.Equal("Invalid SAML response", await InvalidAsync("not xml"));
        Assert.Equal("Invalid SAML response", await InvalidAsync("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Signed(Response()).OuterXml));
    }

    [Fact]
    public async Task Wrapped_and_moved_assertions_are_refused()
    {
        await SetUpAsync();
        var signed = Signed(Response());
        var evil = "<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_evil\" Version=\"2.0\"><Issuer>x</Issuer></Assertion>";
        // A second assertion before the signed one.
        Assert.Equal("Invalid SAML response", await InvalidAsync(signed.OuterXml.Replace("</samlp:Status>", "</samlp:Status>" + evil, StringComparison.Ordinal)));
        // The signed one inside another with the same id.
        var twin = (XmlDocument)signed.Clone();
        var original = twin.GetElementsByTagName("Assertion").OfType<XmlElement>().First();
        var copy = (XmlElement)original.CloneNode(true);
        copy.RemoveChild(copy.GetElementsByTagName("Signature", SafeXml.Signature)[0]!);
        original.ParentNode!.AppendChild(copy);
        Assert.Equal("Invalid SAML response", await InvalidAsync(twin));
        // The signed one kept in an extension, where a search would still find it.
        var moved = (XmlDocument)signed.Clone();
        var hidden = moved.GetElementsByTagName("Assertion").OfType<XmlElement>().First();
        var extensions = moved.CreateElement("samlp", "Extensions", "urn:oasis:names:tc:SAML:2.0:protocol");
        hidden.ParentNode!.AppendChild(extensions);
        extensions.AppendChild(hidden);
        Assert.Equal("Invalid SAML response", await InvalidAsync(moved));
        // The signature of the assertion, put to the response.
        var lent = (XmlDocument)signed.Clone();
        var signature = lent.GetElementsByTagName("Signature", SafeXml.Signature)[0]!;
        lent.DocumentElement!.InsertAfter(signature, lent.DocumentElement.FirstChild);
        Assert.Equal("Response signature invalid", await InvalidAsync(lent));
        // A good signature and a second, worthless one.
        var two = Signed(Response());
        two.DocumentElement!.AppendChild(two.GetElementsByTagName("Signature", SafeXml.Signature)[0]!.CloneNode(true));
        Assert.Equal("Response signature invalid", await InvalidAsync(two));
    }

    [Fact]
    public async Task An_assertion_holds_for_its_time_its_audience_its_recipient_and_its_issuer()
    {
        await SetUpAsync();
        Assert.Equal("Audience is invalid", await InvalidAsync(Signed(Response(audience: "else"))));
        Assert.Equal("Recipient is invalid", await InvalidAsync(Signed(Response(recipient: "https://evil.example.com/saml"))));
        Assert.Equal("Recipient is invalid", await InvalidAsync(Signed(Response(recipient: "https://signin.aws.amazon.com.evil.com/saml"))));
        Assert.Equal("Issuer not present in specified provider", await InvalidAsync(Signed(Response(issuer: "https://other"))));
        Assert.Equal("Token is expired", await RefusedAsync<ExpiredTokenException>(() => AssumeAsync(Signed(Response(expires: 0)).OuterXml)));
        var late = Signed(Response(expires: 60)).OuterXml;
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("Token must be redeemed within 5 minutes of issuance", await RefusedAsync<ExpiredTokenException>(() => AssumeAsync(late)));
        Assert.Equal("Not authorized to perform sts:AssumeRoleWithSAML", await DeniedAsync(() => AssumeAsync(Signed(Response(role: Role + "x")).OuterXml)));
    }

    [Fact]
    public async Task Duration_and_tags_come_with_the_assertion()
    {
        await SetUpAsync();
        const string Prefix = "https://aws.amazon.com/SAML/Attributes/";
        var got = await AssumeAsync(Signed(Response(more:
            $"""<Attribute Name="{Prefix}SessionDuration"><AttributeValue>1800</AttributeValue></Attribute><Attribute Name="{Prefix}PrincipalTag:team"><AttributeValue>red</AttributeValue></Attribute>""")).OuterXml);
        Assert.Equal(Time.GetUtcNow().AddMinutes(30), got.Credentials!.Expiration);
        var row = await Store.ReadAsync(tx => IamTables.Sessions.GetAsync(tx, new AccessKeyKey(got.Credentials.AccessKeyId)), default);
        Assert.Equal("red", row!.Tags!["team"]);
    }

    [Fact]
    public async Task Providers_are_kept_by_their_metadata()
    {
        foreach (var wrong in (string[])["no xml", "<EntityDescriptor/>", Metadata(Key).Replace("X509Certificate", "Other", StringComparison.Ordinal), "<!DOCTYPE x>" + Metadata(Key)])
            Assert.Equal("Could not parse metadata", await RefusedAsync<InvalidInputException>(async () => await Iam.CreateSAMLProvider(new CreateSAMLProviderInput { Name = "Okta", SAMLMetadataDocument = wrong }, Call)));
        var made = await Iam.CreateSAMLProvider(new CreateSAMLProviderInput { Name = "Okta", SAMLMetadataDocument = Metadata(Key), Tags = [new Tag { Key = "k", Value = "v" }] }, Call);
        Assert.Equal(Provider, made.SAMLProviderArn);
        await RefusedAsync<EntityAlreadyExistsException>(async () => await Iam.CreateSAMLProvider(new CreateSAMLProviderInput { Name = "Okta", SAMLMetadataDocument = Metadata(Key) }, Call));
        var got = await Iam.GetSAMLProvider(new GetSAMLProviderInput { SAMLProviderArn = Provider }, Call);
        Assert.Equal((2080, "k"), (got.ValidUntil!.Value.Year, Assert.Single(got.Tags!).Key));
        await Iam.UpdateSAMLProvider(new UpdateSAMLProviderInput { SAMLProviderArn = Provider, SAMLMetadataDocument = Metadata(Key, "https://new.example.com") }, Call);
        Assert.Contains("https://new.example.com", (await Iam.GetSAMLProvider(new GetSAMLProviderInput { SAMLProviderArn = Provider }, Call)).SAMLMetadataDocument, StringComparison.Ordinal);
        await Iam.TagSAMLProvider(new TagSAMLProviderInput { SAMLProviderArn = Provider, Tags = [new Tag { Key = "l", Value = "w" }] }, Call);
        await Iam.UntagSAMLProvider(new UntagSAMLProviderInput { SAMLProviderArn = Provider, TagKeys = ["k"] }, Call);
        Assert.Equal("l", Assert.Single((await Iam.ListSAMLProviderTags(new ListSAMLProviderTagsInput { SAMLProviderArn = Provider }, Call)).Tags).Key);
        Assert.Equal(Provider, Assert.Single((await Iam.ListSAMLProviders(new ListSAMLProvidersInput(), Call)).SAMLProviderList!).Arn);
        await Iam.DeleteSAMLProvider(new DeleteSAMLProviderInput { SAMLProviderArn = Provider }, Call);
        Assert.Equal($"Manifest not found for arn {Provider}", await RefusedAsync<NoSuchEntityException>(async () => await Iam.DeleteSAMLProvider(new DeleteSAMLProviderInput { SAMLProviderArn = Provider }, Call)));
    }
}
