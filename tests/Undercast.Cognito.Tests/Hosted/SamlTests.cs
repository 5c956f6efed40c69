using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Undercast.Cloud;

namespace Undercast.Cognito.Tests;

public sealed class SamlTests : HostedFixture
{
    private const string EntityId = "https://idp.example.com/meta";
    private const string Used = "Error in SAML response processing: Invalid samlResponse or relayState from identity provider: ";

    // Making one takes longer than all that is done with it.
    private static readonly RSA Key = RSA.Create(2048);

    private static string Metadata()
    {
        using var certificate = new CertificateRequest("CN=idp", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return $"""
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{EntityId}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{Convert.ToBase64String(certificate.RawData)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso?org=1"/></IDPSSODescriptor></EntityDescriptor>
            """;
    }

    private sealed record Leaving(string RequestId, string Relay, string Pool);

    private async Task<(string Pool, UserPoolClientType Client)> SetUpAsync(params (string, string)[] mapping)
    {
        var pool = (await PoolAsync()).Id!;
        await Service.CreateUserPoolDomain(new CreateUserPoolDomainInput { Domain = Prefix, UserPoolId = pool }, Call);
        await Service.CreateIdentityProvider(
            new CreateIdentityProviderInput
            {
                UserPoolId = pool, ProviderName = "Okta", ProviderType = "SAML", ProviderDetails = new Dictionary<string, string> { ["MetadataFile"] = Metadata() }, IdpIdentifiers = ["corp.example"],
                AttributeMapping = (mapping.Length == 0 ? [("email", "mail")] : mapping).ToDictionary(m => m.Item1, m => m.Item2),
            },
            Call);
        return (pool, await HostedClientAsync(pool, i => i with { SupportedIdentityProviders = ["COGNITO", "Okta"] }));
    }

    private async Task<Leaving> LeaveAsync(UserPoolClientType client)
    {
        var left = await AuthorizeAsync(client, ("idp_identifier", "corp.example"), ("prompt", "login"));
        Assert.StartsWith("https://idp.example.com/sso?org=1&SAMLRequest=", left.Location);
        using var packed = new DeflateStream(new MemoryStream(Convert.FromBase64String(left.Sent("SAMLRequest")!)), CompressionMode.Decompress);
        var request = new XmlDocument();
        request.Load(packed);
        Assert.Equal((Site + "/saml2/idpresponse", $"urn:amazon:cognito:sp:{client.UserPoolId}"), (request.DocumentElement!.GetAttribute("AssertionConsumerServiceURL"), request.DocumentElement.InnerText));
        return new Leaving(request.DocumentElement.GetAttribute("ID"), left.Sent("RelayState")!, client.UserPoolId!);
    }

    private XmlDocument Response(Leaving of, string? audience = null, string? recipient = null, string issuer = EntityId, int from = -1, int until = 5, string? answers = null, string name = "ann@corp.example", string id = "_a1", string? destination = null)
    {
        string At(int minutes) => Time.GetUtcNow().AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml($"""
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_r{id}" Version="2.0" IssueInstant="{At(0)}" InResponseTo="{answers ?? of.RequestId}" Destination="{destination ?? Site + "/saml2/idpresponse"}"><Issuer>{issuer}</Issuer>
            <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
            <Assertion ID="{id}" Version="2.0" IssueInstant="{At(0)}"><Issuer>{issuer}</Issuer>
            <Subject><NameID>{name}</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData InResponseTo="{answers ?? of.RequestId}" NotOnOrAfter="{At(until)}" Recipient="{recipient ?? Site + "/saml2/idpresponse"}"/></SubjectConfirmation></Subject>
            <Conditions NotBefore="{At(from)}" NotOnOrAfter="{At(until)}"><AudienceRestriction><Audience>{audience ?? $"urn:amazon:cognito:sp:{of.Pool}"}</Audience></AudienceRestriction></Conditions>
            <AttributeStatement><Attribute Name="mail"><AttributeValue>ann@corp.example</AttributeValue></Attribute><Attribute Name="groups"><AttributeValue>a</AttributeValue><AttributeValue>b</AttributeValue></Attribute></AttributeStatement></Assertion></samlp:Response>
            """);
        return document;
    }

    private static XmlDocument Signed(XmlDocument document, string name = "Assertion", RSA? key = null, string method = SignedXml.XmlDsigRSASHA256Url, string digest = SignedXml.XmlDsigSHA256Url)
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

    private Task<Answer> PostAsync(string relay, string xml, Browser? browser = null) => (browser ?? Browser).PostAsync(
        new Uri(Site + "/saml2/idpresponse"), new Dictionary<string, string> { ["RelayState"] = relay, ["SAMLResponse"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)) }, "https://idp.example.com", isCrossSite: true);

    /// <summary>What a response is refused with.</summary>
    private async Task<string> RefusedAsync(UserPoolClientType client, Func<Leaving, string> make)
    {
        var left = await LeaveAsync(client);
        var answer = await PostAsync(left.Relay, make(left));
        Assert.Equal(("server_error", null), (answer.Sent("error"), answer.Sent("code")));
        Assert.StartsWith(Callback, answer.Location);
        var text = answer.Sent("error_description")!;
        return text.StartsWith(Used, StringComparison.Ordinal) ? text[Used.Length..] : text;
    }

    private Task<string> RefusedAsync(UserPoolClientType client, Func<Leaving, XmlDocument> make) => RefusedAsync(client, left => make(left).OuterXml);

    [Fact]
    public async Task A_provider_begins_a_sign_in_where_it_may()
    {
        var (pool, client) = await SetUpAsync();
        string Relay(string more = "") => Visit.Encode(("identity_provider", "Okta"), ("client_id", client.ClientId), ("redirect_uri", Callback), ("response_type", "code"), ("scope", "email openid")) + more;
        var unasked = new Leaving("", "", pool);
        XmlDocument Fresh(string id) => Signed(Unasked(Response(unasked, id: id)));
        Assert.Equal(400, (await PostAsync(Relay(), Fresh("_b1").OuterXml)).Status);
        await Service.UpdateIdentityProvider(new UpdateIdentityProviderInput { UserPoolId = pool, ProviderName = "Okta", ProviderDetails = new Dictionary<string, string> { ["MetadataFile"] = Metadata(), ["IDPInit"] = "true" } }, Call);
        var done = await PostAsync(Relay(), Fresh("_b2").OuterXml);
        Assert.NotNull(done.Sent("code"));
        Assert.StartsWith(Callback, done.Location);
        // Once, only as the answer to nothing, signed, and to an address that is the client's.
        Assert.Contains("it has been used", (await PostAsync(Relay(), Fresh("_b2").OuterXml)).Sent("error_description"), StringComparison.Ordinal);
        Assert.Contains("it answers another request", (await PostAsync(Relay(), Signed(Response(unasked, answers: "_x", id: "_b3")).OuterXml)).Sent("error_description"), StringComparison.Ordinal);
        Assert.Contains("it is not signed", (await PostAsync(Relay(), Unasked(Response(unasked, id: "_b4")).OuterXml)).Sent("error_description"), StringComparison.Ordinal);
        Assert.Equal(400, (await PostAsync(Relay().Replace("app.example.com", "evil.example.com", StringComparison.Ordinal), Fresh("_b5").OuterXml)).Status);
        Assert.Equal(400, (await PostAsync(Relay().Replace("Okta", "Other", StringComparison.Ordinal), Fresh("_b6").OuterXml)).Status);
    }

    private static XmlDocument Unasked(XmlDocument document)
    {
        foreach (var element in document.GetElementsByTagName("*").OfType<XmlElement>().Where(static e => e.GetAttribute("InResponseTo").Length == 0)) element.RemoveAttribute("InResponseTo");
        return document;
    }

    [Fact]
    public async Task Requests_are_signed_by_the_pools_certificate_where_the_provider_wants_that()
    {
        var (pool, client) = await SetUpAsync();
        await RefusedAsync<InvalidParameterException>(() => Service.UpdateIdentityProvider(new UpdateIdentityProviderInput { UserPoolId = pool, ProviderName = "Okta", ProviderDetails = new Dictionary<string, string> { ["MetadataFile"] = Metadata(), ["RequestSigningAlgorithm"] = "rsa-sha1" } }, Call).AsTask());
        await Service.UpdateIdentityProvider(new UpdateIdentityProviderInput { UserPoolId = pool, ProviderName = "Okta", ProviderDetails = new Dictionary<string, string> { ["MetadataFile"] = Metadata(), ["RequestSigningAlgorithm"] = "rsa-sha256" } }, Call);
        var left = await AuthorizeAsync(client, ("idp_identifier", "corp.example"));
        var query = new Uri(left.Location!).Query;
        var signed = query[query.IndexOf("SAMLRequest=", StringComparison.Ordinal)..query.IndexOf("&Signature=", StringComparison.Ordinal)];
        var certificate = (await Service.GetSigningCertificate(new GetSigningCertificateInput { UserPoolId = pool }, Call)).Certificate!;
        Assert.Equal(certificate, (await Service.GetSigningCertificate(new GetSigningCertificateInput { UserPoolId = pool }, Call)).Certificate);
        using var loaded = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate));
        using var key = loaded.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes(signed), Convert.FromBase64String(left.Sent("Signature")!), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", left.Sent("SigAlg"));
    }

    [Theory]
    [InlineData("Assertion")]
    [InlineData("Response")]
    public async Task A_signed_assertion_signs_somebody_in(string signed)
    {
        var (pool, client) = await SetUpAsync(("email", "mail"), ("nickname", "groups"));
        var left = await LeaveAsync(client);
        var done = await PostAsync(left.Relay, Signed(Response(left), signed).OuterXml);
        Assert.Equal("st&te", done.Sent("state"));
        var id = Claims((string)(await TokenAsync(ForCode(client, done.Sent("code")!))).Json["id_token"]!);
        Assert.Equal(("Okta_ann@corp.example", "ann@corp.example", "SAML", EntityId),
            ((string)id["cognito:username"]!, (string)id["email"]!, (string)id["identities"]![0]!["providerType"]!, (string)id["identities"]![0]!["issuer"]!));
        var user = await Service.AdminGetUser(new AdminGetUserInput { UserPoolId = pool, Username = "Okta_ann@corp.example" }, Call);
        Assert.Equal("[a, b]", user.UserAttributes!.Single(a => a.Name == "nickname").Value);
    }

    [Fact]
    public async Task Nothing_unsigned_altered_or_signed_by_another_is_believed()
    {
        var (pool, client) = await SetUpAsync();
        using var other = RSA.Create(2048);
        Assert.Equal("it is not signed", await RefusedAsync(client, l => Response(l)));
        Assert.Equal("its signature is not valid", await RefusedAsync(client, l => Signed(Response(l), key: other)));
        Assert.Equal("its signature is not valid", await RefusedAsync(client, l => Signed(Response(l)).OuterXml.Replace("ann@corp", "bob@corp", StringComparison.Ordinal)));
        Assert.Equal("its signature is not valid", await RefusedAsync(client, l => Signed(Response(l), method: SignedXml.XmlDsigRSASHA1Url)));
        Assert.Equal("its signature is not valid", await RefusedAsync(client, l => Signed(Response(l), digest: SignedXml.XmlDsigSHA1Url)));
        Assert.Equal("it cannot be read", await RefusedAsync(client, _ => "<Response/>"));
        Assert.Equal("it cannot be read", await RefusedAsync(client, _ => "not xml"));
        Assert.Empty((await Service.ListUsers(new ListUsersInput { UserPoolId = pool }, Call)).Users!);
    }

    [Fact]
    public async Task Documents_with_a_type_are_not_read()
    {
        var (_, client) = await SetUpAsync();
        var bomb = "<!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\">" + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY a{i} \"{string.Concat(Enumerable.Repeat($"&a{(i == 1 ? "" : i - 1)};", 10))}\">")) + "]><b>&a9;</b>";
        Assert.Equal("it cannot be read", await RefusedAsync(client, _ => bomb));
        Assert.Equal("it cannot be read", await RefusedAsync(client, l => "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Signed(Response(l)).OuterXml));
        Assert.Null(SafeXml.Load(bomb, 2_000_000));
    }

    [Fact]
    public async Task Wrapped_and_moved_assertions_are_refused()
    {
        var (_, client) = await SetUpAsync();
        const string evil = "<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_evil\" Version=\"2.0\"><Issuer>x</Issuer></Assertion>";
        // A second assertion before the signed one.
        Assert.Equal("it does not have one assertion", await RefusedAsync(client, l => Signed(Response(l)).OuterXml.Replace("</samlp:Status>", "</samlp:Status>" + evil, StringComparison.Ordinal)));
        // The signed one beside another with the same id.
        Assert.Equal("it does not have one assertion", await RefusedAsync(client, l =>
        {
            var twin = Signed(Response(l));
            var original = twin.GetElementsByTagName("Assertion").OfType<XmlElement>().First();
            var copy = (XmlElement)original.CloneNode(true);
            copy.RemoveChild(copy.GetElementsByTagName("Signature", SafeXml.Signature)[0]!);
            original.ParentNode!.AppendChild(copy);
            return twin;
        }));
        // The signed one kept in an extension, where a search would still find it, and another in its place.
        foreach (var withEvil in (bool[])[false, true])
        {
            Assert.Equal("it does not have one assertion", await RefusedAsync(client, l =>
            {
                var moved = Signed(Response(l));
                var hidden = moved.GetElementsByTagName("Assertion").OfType<XmlElement>().First();
                var extensions = moved.CreateElement("samlp", "Extensions", "urn:oasis:names:tc:SAML:2.0:protocol");
                hidden.ParentNode!.AppendChild(extensions);
                extensions.AppendChild(hidden);
                return withEvil ? moved.OuterXml.Replace("</samlp:Status>", "</samlp:Status>" + evil, StringComparison.Ordinal) : moved.OuterXml;
            }));
        }
        // The signed one inside an unsigned one, within the signature's own object.
        Assert.Equal("it does not have one assertion", await RefusedAsync(client, l =>
        {
            var wrapped = Signed(Response(l));
            var original = wrapped.GetElementsByTagName("Assertion").OfType<XmlElement>().First();
            var outer = (XmlElement)original.CloneNode(true);
            outer.SetAttribute("ID", "_evil");
            original.ParentNode!.ReplaceChild(outer, original);
            var carrier = wrapped.CreateElement("Object", SafeXml.Signature);
            outer.GetElementsByTagName("Signature", SafeXml.Signature)[0]!.AppendChild(carrier);
            carrier.AppendChild(original);
            return wrapped;
        }));
        // The signature of the assertion, put to the response.
        Assert.Equal("its signature is not valid", await RefusedAsync(client, l =>
        {
            var lent = Signed(Response(l));
            var signature = lent.GetElementsByTagName("Signature", SafeXml.Signature)[0]!;
            lent.DocumentElement!.InsertAfter(signature, lent.DocumentElement.FirstChild);
            return lent;
        }));
        // A good signature and a second, worthless one.
        Assert.Equal("its signature is not valid", await RefusedAsync(client, l =>
        {
            var two = Signed(Response(l));
            two.DocumentElement!.AppendChild(two.GetElementsByTagName("Signature", SafeXml.Signature)[0]!.CloneNode(true));
            return two;
        }));
    }

    [Fact]
    public async Task A_name_that_a_comment_cuts_in_two_is_read_whole()
    {
        var (pool, client) = await SetUpAsync();
        var left = await LeaveAsync(client);
        var xml = Signed(Response(left, name: "ann@corp.example.evil.example")).OuterXml.Replace("ann@corp.example.evil", "ann@corp.example<!-- -->.evil", StringComparison.Ordinal);
        Assert.NotNull((await PostAsync(left.Relay, xml)).Sent("code"));
        Assert.Equal("Okta_ann@corp.example.evil.example", Assert.Single((await Service.ListUsers(new ListUsersInput { UserPoolId = pool }, Call)).Users!).Username);
    }

    [Fact]
    public async Task An_assertion_holds_for_its_time_its_audience_its_recipient_its_issuer_and_its_request()
    {
        var (_, client) = await SetUpAsync();
        Assert.Equal("its audience is another", await RefusedAsync(client, l => Signed(Response(l, audience: "urn:amazon:cognito:sp:us-east-1_other"))));
        Assert.Equal("its recipient is another", await RefusedAsync(client, l => Signed(Response(l, recipient: "https://evil.example.com/saml2/idpresponse"))));
        Assert.Equal("its destination is another", await RefusedAsync(client, l => Signed(Response(l, destination: "https://evil.example.com/"))));
        Assert.Equal("its issuer is another", await RefusedAsync(client, l => Signed(Response(l, issuer: "https://other"))));
        Assert.Equal("it answers another request", await RefusedAsync(client, l => Signed(Response(l, answers: "_else"))));
        Assert.Equal("it is too old", await RefusedAsync(client, l => Signed(Response(l, until: -2))));
        Assert.Equal("it is not valid yet", await RefusedAsync(client, l => Signed(Response(l, from: 3))));
        Assert.Equal("it names nobody", await RefusedAsync(client, l => Signed(Response(l, name: " "))));
        Assert.Equal("the provider did not sign the user in", await RefusedAsync(client, l => Signed(Response(l)).OuterXml.Replace("status:Success", "status:Requester", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_response_is_good_once_and_in_the_browser_that_asked()
    {
        var (_, client) = await SetUpAsync();
        var left = await LeaveAsync(client);
        var xml = Signed(Response(left)).OuterXml;
        Assert.NotNull((await PostAsync(left.Relay, xml)).Sent("code"));
        Assert.Equal(400, (await PostAsync(left.Relay, xml)).Status);
        // The same assertion for another request, were its provider so careless as to answer two with one.
        var again = await LeaveAsync(client);
        Assert.Equal(Used + "it has been used", (await PostAsync(again.Relay, Signed(Response(again)).OuterXml)).Sent("error_description"));
        Assert.Equal(400, (await PostAsync("made-up", xml)).Status);
        // Somebody else's response, posted by a page of theirs into this browser.
        var attacker = new Browser(Web);
        var theirs = await LeaveAsync(client);
        var answer = await PostAsync(theirs.Relay, Signed(Response(theirs, id: "_a2")).OuterXml, attacker);
        Assert.Equal((400, "Sign-in could not be completed"), (answer.Status, answer.Heading));
        Assert.DoesNotContain(attacker.Cookies, c => c.Key.Name == "cognito");
    }

    [Fact]
    public async Task Metadata_may_be_fetched()
    {
        var (pool, client) = await SetUpAsync();
        await Service.UpdateIdentityProvider(
            new UpdateIdentityProviderInput { UserPoolId = pool, ProviderName = "Okta", ProviderDetails = new Dictionary<string, string> { ["MetadataURL"] = "https://idp.example.com/meta.xml" } }, Call);
        var text = "<none/>";
        Web.Other = r => r.RequestUri!.AbsolutePath == "/meta.xml" ? new HttpResponseMessage { Content = new StringContent(text) } : null;
        Assert.Equal("The metadata of Okta cannot be used", (await AuthorizeAsync(client, ("identity_provider", "Okta"))).Sent("error_description"));
        text = Metadata();
        Time.Advance(TimeSpan.FromMinutes(10));
        var left = await LeaveAsync(client);
        Assert.NotNull((await PostAsync(left.Relay, Signed(Response(left)).OuterXml)).Sent("code"));
        Assert.Equal(2, Web.Asked.Count);
    }

    [Fact]
    public async Task Keys_that_are_too_short_are_not_taken()
    {
        using var weak = RSA.Create(1024);
        using var certificate = new CertificateRequest("CN=idp", weak, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var good = Metadata();
        var start = good.IndexOf("<ds:X509Certificate>", StringComparison.Ordinal) + "<ds:X509Certificate>".Length;
        Assert.Null(SamlMetadata.Read(good[..start] + Convert.ToBase64String(certificate.RawData) + good[good.IndexOf("</ds:X509Certificate>", StringComparison.Ordinal)..]));
        Assert.NotNull(SamlMetadata.Read(good));
        var (pool, _) = await SetUpAsync();
        Assert.Equal("https://idp.example.com/sso?org=1", (await Service.DescribeIdentityProvider(new DescribeIdentityProviderInput { UserPoolId = pool, ProviderName = "Okta" }, Call)).IdentityProvider.ProviderDetails!["SSORedirectBindingURI"]);
    }
}
