// Judges PDFs by a profile of the veraPDF engine, all in one machine, started from this source:
//     java -cp JAR Verdict.java PDFUA-1 A.pdf B.pdf
// The profile is one of the engine's, by its name, or a file of our own that ends with .xml.
// One line of JSON a file, in their order; "trouble" where a file could not be judged.

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.stream.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.model.GFModelParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.verapdf.processor.reports.enums.JobEndStatus;
import org.w3c.dom.*;

class Verdict {
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever the engine may say, the lines below stay clean
        ValidationProfile profile = read(args[0]);
        for (String file : Arrays.asList(args).subList(1, args.length)) {
            String told;
            try {
                told = judge(new File(file), profile);
            } catch (Exception error) {
                told = "\"trouble\": " + quoted(error.toString());
            }
            out.printf("{\"file\": %s, \"profile\": %s, %s}%n", quoted(file), quoted(args[0]), told);
        }
    }

    static String judge(File file, ValidationProfile profile) throws Exception {
        // Of each rule's failures one is kept, with its place; all are counted.
        try (GFModelParser parser = GFModelParser.createModelWithFlavour(file, profile.getPDFAFlavour());
                PDFAValidator validator = ValidatorFactory.createValidator(profile, 1, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.getJobEndStatus() != JobEndStatus.NORMAL || result.getTotalAssertions() == 0) {
                throw new IllegalStateException("not judged to the end: " + result.getJobEndStatus());
            }
            StringJoiner rules = new StringJoiner(", ", "[", "]");
            for (TestAssertion failed : result.getTestAssertions()) {
                RuleId id = failed.getRuleId();
                rules.add(String.format(
                    "{\"clause\": %s, \"test\": %d, \"description\": %s, \"count\": %d, \"location\": %s}",
                    quoted(id.getClause()), id.getTestNumber(), quoted(failed.getMessage()),
                    result.getFailedChecks().get(id), quoted(failed.getLocation().getContext())));
            }
            return String.format("\"compliant\": %b, \"checks\": %d, \"rules\": %s",
                result.isCompliant(), result.getTotalAssertions(), rules);
        }
    }

    // The engine's own reader of profiles asks for JAXB, which has left the JDK and is not in the jar.
    static ValidationProfile read(String name) throws Exception {
        Element root;
        try (InputStream xml = name.endsWith(".xml") ? new FileInputStream(name)
                : Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Objects.requireNonNull(xml, "no profile " + name)).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(root, "rule")) {
            Element id = all(rule, "id").get(0);
            rules.add(Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                    id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"), Boolean.valueOf(rule.getAttribute("deferred")),
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), List.of()), List.of()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element one : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
                text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
            Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    static List<Element> all(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).collect(Collectors.toList());
    }

    static String text(Element root, String name) {
        return all(root, name).get(0).getTextContent();
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : String.valueOf(text).toCharArray()) {
            json.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? String.format("\\u%04x", (int) c) : c);
        }
        return json.append('"').toString();
    }
}
